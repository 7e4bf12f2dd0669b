package io.leveret.dist.settings;

import java.util.List;
import java.util.Optional;

/**
 * What the members of a group may do: have tags, and rights in a virtual host ({@code vhost}) or in those whose name an expression is found in ({@code vhostPattern}).
 * All but the tags may have variables.
 */
public record LdapGroup(
        String group,
        List<String> tags,
        Optional<String> vhost,
        Optional<String> vhostPattern,
        String configure,
        String write,
        String read) {
    /** Whether it gives rights at all. */
    public boolean hasVhost() {
        return vhost.isPresent() || vhostPattern.isPresent();
    }
}
