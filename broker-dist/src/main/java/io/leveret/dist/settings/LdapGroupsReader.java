package io.leveret.dist.settings;

import com.typesafe.config.ConfigValue;
import io.leveret.dist.settings.SectionReader.Entry;
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

    private final SectionReader sections;

    LdapGroupsReader(List<Problem> problems) {
        sections = new SectionReader(problems);
    }

    List<LdapGroup> read(String key, ConfigValue value) {
        return sections.entries(key, value, LIST, KEYS).stream()
                .map(this::group)
                .toList();
    }

    private LdapGroup group(Entry entry) {
        LdapGroup group = new LdapGroup(
                sections.required(entry, "group", "the distinguished name of a group", LdapGroupsReader::name),
                sections.optional(entry, "tags", "a list of tags, such as [administrator]", Values::texts)
                        .orElse(List.of()),
                sections.optional(entry, "vhost", "the name of a virtual host", Values::text),
                sections.optional(entry, "vhost-pattern", "a regular expression", LdapGroupsReader::regex),
                right(entry, "configure"),
                right(entry, "write"),
                right(entry, "read"));
        check(entry, group);
        return group;
    }

    private String right(Entry entry, String key) {
        Function<ConfigValue, Optional<String>> parser = LdapGroupsReader::regex;
        return sections.optional(entry, key, "a regular expression", parser).orElse("");
    }

    private void check(Entry entry, LdapGroup group) {
        if (entry.has("vhost") && entry.has("vhost-pattern")) {
            sections.problem(entry, "expected vhost or vhost-pattern, found both");
        } else if (!group.hasVhost() && RIGHTS.stream().anyMatch(entry::has)) {
            sections.problem(entry, "expected vhost or vhost-pattern beside configure, write and read, found neither");
        } else if (!group.hasVhost() && !entry.has("tags")) {
            sections.problem(entry, "gives its members nothing: expected tags, or vhost or vhost-pattern with rights");
        }
        if (!group.tags().isEmpty() && group.group().contains(LdapSettings.VHOST)) {
            sections.problem(entry, "tags are not of one virtual host: expected a group without " + LdapSettings.VHOST);
        }
    }

    private static Optional<String> name(ConfigValue value) {
        return Values.text(value).filter(LdapSettings::isName);
    }

    /** Whatever the variables stand for is taken literally. */
    private static Optional<String> regex(ConfigValue value) {
        return Values.text(value)
                .filter(text -> SectionReader.isRegex(
                        text.replace(LdapSettings.USERNAME, "v").replace(LdapSettings.VHOST, "v")));
    }
}
