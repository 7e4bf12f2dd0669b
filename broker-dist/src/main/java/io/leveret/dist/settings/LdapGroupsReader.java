package io.leveret.dist.settings;

import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code leveret.ldap.groups}; whatever is wrong with an entry goes to the list of problems. */
final class LdapGroupsReader {
    private static final String LIST =
            "a list of groups, such as [{ group = \"cn=dev,ou=Groups,dc=example,dc=com\", vhost = \"/\", write = \".*\" }]";
    private static final List<String> KEYS =
            List.of("group", "tags", "vhost", "vhost-pattern", "configure", "write", "read");
    private static final List<String> RIGHTS = List.of("configure", "write", "read");

    private LdapGroupsReader() {}

    static List<LdapGroup> read(String key, ConfigValue value, List<Problem> problems) {
        return Section.list(key, value, LIST, KEYS, problems).stream()
                .map(LdapGroupsReader::group)
                .toList();
    }

    private static LdapGroup group(Section entry) {
        LdapGroup group = new LdapGroup(
                entry.required("group", "the distinguished name of a group", LdapGroupsReader::name),
                entry.optional("tags", "a list of tags, such as [administrator]", Values::texts)
                        .orElse(List.of()),
                entry.optional("vhost", "the name of a virtual host", Values::text),
                entry.optional("vhost-pattern", "a regular expression", LdapGroupsReader::regex),
                right(entry, "configure"),
                right(entry, "write"),
                right(entry, "read"));
        check(entry, group);
        return group;
    }

    private static String right(Section entry, String key) {
        Function<ConfigValue, Optional<String>> parser = LdapGroupsReader::regex;
        return entry.optional(key, "a regular expression", parser).orElse("");
    }

    private static void check(Section entry, LdapGroup group) {
        if (entry.has("vhost") && entry.has("vhost-pattern")) {
            entry.problem("expected vhost or vhost-pattern, found both");
        } else if (!group.hasVhost() && RIGHTS.stream().anyMatch(entry::has)) {
            entry.problem("expected vhost or vhost-pattern beside configure, write and read, found neither");
        } else if (!group.hasVhost() && !entry.has("tags")) {
            entry.problem("gives its members nothing: expected tags, or vhost or vhost-pattern with rights");
        }
        if (!group.tags().isEmpty() && group.group().contains(LdapSettings.VHOST)) {
            entry.problem("tags are not of one virtual host: expected a group without " + LdapSettings.VHOST);
        }
    }

    private static Optional<String> name(ConfigValue value) {
        return Values.text(value).filter(LdapSettings::isName);
    }

    /** Whatever the variables stand for is taken literally. */
    private static Optional<String> regex(ConfigValue value) {
        return Values.text(value)
                .filter(text ->
                        Values.isRegex(text.replace(LdapSettings.USERNAME, "v").replace(LdapSettings.VHOST, "v")));
    }
}
