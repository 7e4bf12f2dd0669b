package io.leveret.dist.ldap;

import static io.leveret.dist.ldap.TestDirectory.dn;
import static io.leveret.dist.ldap.TestDirectory.group;
import static io.leveret.dist.ldap.TestDirectory.password;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Access;
import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.Grant;
import io.leveret.core.access.Rights;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody may do by the groups that a directory has. */
class GroupsTest {
    private static final Authenticator NOBODY = (name, password) -> null;

    private TestDirectory directory;

    @BeforeEach
    void start() throws Exception {
        directory = TestDirectory.start();
        directory.group("dev", dn("ann"));
        directory.group("ops", dn("ann"), dn("bob"));
    }

    @AfterEach
    void stop() {
        directory.close();
    }

    private Account login(String user, String groups, String... settings) {
        DirectoryLogins logins = new DirectoryLogins(Ldap.groups(directory.port(), groups, settings), NOBODY);
        try {
            return Objects.requireNonNull(
                    logins.authenticate(user, password(user).getBytes(StandardCharsets.UTF_8)), "refused");
        } finally {
            logins.close();
        }
    }

    private static String rule(String group, String gives) {
        return "{ group = \"" + group(group) + "\", " + gives + " }";
    }

    private static Optional<Rights> rights(Account account, String vhost) {
        Grant grant = Objects.requireNonNull(account.grant());
        return Optional.ofNullable(grant.rightsIn(vhost));
    }

    private static boolean allows(Account account, String vhost, Access access, String name) {
        return rights(account, vhost)
                .map(rights -> rights.permissions().allows(access, name))
                .orElse(false);
    }

    @Test
    void allGroupsOfSomebodyGiveTogether() {
        String groups =
                rule("dev", "tags = [policymaker], vhost = \"/\", configure = \"^dev\\\\.\", write = \"(x)\\\\1\"")
                        + "," + rule("ops", "tags = [monitoring], vhost = \"/\", write = \"(y)\\\\1\", read = \".*\"")
                        + "," + rule("none", "tags = [administrator], vhost = \"/\", configure = \".*\"");

        Account ann = login("ann", groups);
        assertThat(ann.tags()).containsExactlyInAnyOrder("policymaker", "monitoring");
        assertThat(allows(ann, "/", Access.CONFIGURE, "dev.q")).isTrue();
        assertThat(allows(ann, "/", Access.CONFIGURE, "q")).isFalse();
        assertThat(allows(ann, "/", Access.WRITE, "xx")).isTrue();
        assertThat(allows(ann, "/", Access.WRITE, "yy")).isTrue();
        assertThat(allows(ann, "/", Access.WRITE, "xy")).isFalse();
        assertThat(allows(ann, "/", Access.READ, "anything")).isTrue();

        Account bob = login("bob", groups);
        assertThat(bob.tags()).containsExactly("monitoring");
        assertThat(allows(bob, "/", Access.CONFIGURE, "dev.q")).isFalse();
        assertThat(rights(bob, "other")).isEmpty();
    }

    @Test
    void whoIsInNoGroupMayEnterNothing() throws Exception {
        directory.user("eve");
        Account eve = login("eve", rule("dev", "tags = [administrator], vhost-pattern = \".*\", read = \".*\""));
        assertThat(eve.tags()).isEmpty();
        assertThat(rights(eve, "/")).isEmpty();
    }

    @Test
    void variablesStandForTheNamesThemselves() throws Exception {
        directory.user("a.c");
        directory.group("all", dn("a.c"), dn("ann"));
        directory.group("v1-users", dn("ann"));
        String groups = rule("all", "vhost = \"${username}\", configure = \"^${username}-\", read = \"^${vhost}$\"")
                + "," + rule("${vhost}-users", "vhost-pattern = \".*\", write = \"^${vhost}\"");

        Account ac = login("a.c", groups);
        assertThat(allows(ac, "a.c", Access.CONFIGURE, "a.c-q")).isTrue();
        assertThat(allows(ac, "a.c", Access.CONFIGURE, "abc-q")).isFalse();
        assertThat(allows(ac, "a.c", Access.READ, "a.c")).isTrue();
        assertThat(rights(ac, "ann")).isEmpty();
        Account ann = login("ann", groups);
        assertThat(allows(ann, "v1", Access.WRITE, "v1.x")).isTrue();
        assertThat(rights(ann, "v2")).isEmpty();
        assertThat(rights(ann, "v1-users,cn=v1"))
                .as("no other group by its name")
                .isEmpty();
    }

    @Test
    void groupsInGroupsCountAsFarAsTheyAreLookedAt() throws Exception {
        directory.group("inner", dn("bob"));
        directory.group("middle", group("inner"), group("outer"));
        directory.group("outer", group("middle"));
        String groups = rule("middle", "tags = [one]") + "," + rule("outer", "tags = [two]");

        assertThat(login("bob", groups).tags()).isEmpty();
        assertThat(login("bob", groups, "membership.nested=1").tags()).containsExactly("one");
        assertThat(login("bob", groups, "membership.nested=10").tags())
                .as("a circle ends")
                .containsExactlyInAnyOrder("one", "two");
        assertThat(login("ann", groups, "membership.nested=10").tags()).isEmpty();
    }

    @Test
    void posixGroupsHaveNamesOfLogins() throws Exception {
        directory.posixGroup("unix", "ann");
        String groups = rule("unix", "tags = [unix]");

        assertThat(login("ann", groups, "membership.member-attributes=[memberUid]")
                        .tags())
                .containsExactly("unix");
        assertThat(login("bob", groups, "membership.member-attributes=[member, memberUid]")
                        .tags())
                .isEmpty();
    }

    /** The test's directory has no memberOf; any attribute with distinguished names does. */
    @Test
    void theEntryOfTheUserMayTellItsGroups() throws Exception {
        directory.change("ann", "seeAlso", group("dev").toUpperCase(Locale.ROOT), dn("bob"));
        directory.change("bob", "seeAlso", group("far"));
        String groups = rule("dev", "tags = [dev]") + "," + rule("far", "tags = [far]");
        String[] byUser = {"membership.told-by=user", "membership.group-attribute=seeAlso", "membership.base="};

        assertThat(login("ann", groups, byUser).tags()).containsExactly("dev");
        assertThat(login(
                                "ann",
                                groups,
                                "membership.told-by=user",
                                "membership.group-attribute=seeAlso",
                                "membership.nested=1")
                        .tags())
                .containsExactlyInAnyOrder("dev", "far");
    }

    @Test
    void theServiceAccountReadsGroupsWhereThereIsOne() {
        String groups = rule("dev", "tags = [dev]");
        int before = directory.binds();
        login("ann", groups);
        assertThat(directory.binds() - before).isEqualTo(1);

        Account ann = login("ann", groups, "bind.dn=" + TestDirectory.READER, "bind.password=" + password("reader"));
        assertThat(ann.tags()).containsExactly("dev");
    }

    @Test
    void anExpressionThatANameSpoilsAllowsNothing() throws Exception {
        directory.user("Zoe");
        directory.group("all", dn("Zoe"));
        Account account = login("Zoe", rule("all", "vhost = \"/\", write = \"[a-${username}]\", read = \".*\""));
        assertThat(allows(account, "/", Access.WRITE, "a")).isFalse();
        assertThat(allows(account, "/", Access.READ, "a")).isTrue();
    }
}
