package io.leveret.dist.ldap;

import com.unboundid.ldap.sdk.DN;
import io.leveret.core.access.Account;
import io.leveret.dist.settings.LdapGroup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the members of groups may do, all groups of somebody together. Immutable. */
final class GroupRules {
    private final List<Rule> rules;

    private record Rule(NameTemplate group, LdapGroup gives) {}

    GroupRules(List<LdapGroup> groups) {
        rules = groups.stream()
                .map(group -> new Rule(new NameTemplate(group.group()), group))
                .toList();
    }

    /** The account of who is in these groups. */
    Account account(String user, Set<DN> groups) {
        List<Rule> his = rules.stream()
                .filter(rule -> rule.group.dependsOnVhost() || groups.contains(rule.group.with(user)))
                .toList();
        Set<String> tags =
                his.stream().flatMap(rule -> rule.gives.tags().stream()).collect(Collectors.toSet());
        List<GroupRight> rights = his.stream()
                .filter(rule -> rule.gives.hasVhost())
                .map(rule -> new GroupRight(rule.group, rule.gives, user))
                .toList();
        return Account.granted(user, tags, new GroupGrant(rights, groups));
    }
}
