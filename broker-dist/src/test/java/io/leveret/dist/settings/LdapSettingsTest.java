package io.leveret.dist.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leveret.dist.settings.LdapSettings.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapSettingsTest {
    private static final String GROUP = "group = \"cn=a,dc=x\"";

    /** {@code settings} are of the form {@code key=value} without {@code leveret.ldap.}. */
    private static Settings load(String backends, String... settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("leveret.logins.backends", backends);
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put("leveret.ldap." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return Settings.load(Optional.empty(), all, Map.of());
    }

    private static LdapSettings good(String... settings) {
        String[] all = Stream.concat(
                        Stream.of("servers=[ldap.example.com]", "user-dn-pattern=uid=${username},dc=x"),
                        Stream.of(settings))
                .toArray(String[]::new);
        return load("[ldap]", all).access().ldap();
    }

    private static List<String> problems(String... settings) {
        SettingsException failure = catchThrowableOfType(SettingsException.class, () -> good(settings));
        assertThat(failure).as("problems").isNotNull();
        return failure.problems().stream()
                .map(problem -> problem.key() + ": " + problem.text())
                .toList();
    }

    @Test
    void serversHaveTheUsualPortUnlessTheyNameOne() {
        assertThat(good("servers=[\"a.example.com\", \"10.0.0.7:1389\", \"[::1]\", \"[fd00::1]:7\"]")
                        .servers())
                .containsExactly(
                        new Server("a.example.com", 389),
                        new Server("10.0.0.7", 1389),
                        new Server("::1", 389),
                        new Server("fd00::1", 7));
        assertThat(good("tls=ldaps").servers()).containsExactly(new Server("ldap.example.com", 636));
        assertThat(good("servers=[\"[::1]\"]").servers().get(0)).hasToString("[::1]:389");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ldap://a", "a:0", "a:65536", "a/b", "u@a", "a b", "", "a:x", "::1", "a?x"})
    void whatIsNoServerIsAProblem(String server) {
        assertThat(problems("servers=[\"" + server + "\"]"))
                .singleElement()
                .asString()
                .startsWith("leveret.ldap.servers: expected a list of hosts");
    }

    @Test
    void aDirectoryThatNobodyAsksNeedsNoSettings() {
        assertThat(load("[internal]").access().ldap().servers()).isEmpty();
    }

    @Test
    void whatIsMissingIsToldAllAtOnce() {
        SettingsException failure = catchThrowableOfType(
                SettingsException.class, () -> load("[internal, ldap]", "authorization=groups", "bind.dn=cn=reader"));

        assertThat(failure.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "command line: leveret.ldap.bind.password: expected bind.dn and bind.password, found only one of them",
                        "command line: leveret.ldap.groups: authorization = groups needs at least one group",
                        "command line: leveret.ldap.membership.base: membership.told-by = group needs to know where groups are",
                        "command line: leveret.ldap.servers: a directory needs at least one server, such as [\"ldap.example.com\"]",
                        "command line: leveret.ldap.user-dn-pattern: expected either user-dn-pattern or lookup.base, found neither");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user-dn-pattern=uid=ann,dc=x | leveret.ldap.user-dn-pattern: expected ${username} in it, all in quotes: "uid=${username},ou=People,dc=example,dc=com"
            user-dn-pattern=${username}  | leveret.ldap.user-dn-pattern: expected a distinguished name such as "ou=People,dc=example,dc=com", or an empty text, found "${username}"
            lookup.base=dc=x             | leveret.ldap.user-dn-pattern: expected either user-dn-pattern or lookup.base, found both
            lookup.attribute=a)(b        | leveret.ldap.lookup.attribute: expected the name of an attribute, such as uid, found "a)(b"
            ca-file=/ca.pem              | leveret.ldap.ca-file: is for connections with TLS, and leveret.ldap.tls is none
            tls=yes                      | leveret.ldap.tls: expected one of none, start-tls, ldaps, found "yes"
            membership.nested=11         | leveret.ldap.membership.nested: expected a whole number from 0 to 10, found "11"
            """)
    void whatDoesNotFitIsAProblem(String setting, String problem) {
        assertThat(problems(setting)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7                                              | : expected a section { ... }, found another text (not shown)
            { tags = [a] }                                 | .group: expected the distinguished name of a group, found nothing
            { group = dev, tags = [a] }                    | .group: expected the distinguished name of a group, found "dev"
            { GROUP }                                      | : gives its members nothing: expected tags, or vhost or vhost-pattern with rights
            { GROUP, read = a }                            | : expected vhost or vhost-pattern beside configure, write and read, found neither
            { GROUP, vhost = a, vhost-pattern = b }        | : expected vhost or vhost-pattern, found both
            { GROUP, vhost = a, read = "(" }               | .read: expected a regular expression, found "("
            { GROUP, vhost = a, raed = a }                 | .raed: not a setting; did you mean leveret.ldap.groups[0].read?
            { group = "cn=${vhost},dc=x", tags = [a] }     | : tags are not of one virtual host: expected a group without ${vhost}
            """)
    void whatIsWrongWithAGroupIsTold(String group, String problem) {
        assertThat(problems("groups=[" + group.replace("GROUP", GROUP) + "]"))
                .containsExactly("leveret.ldap.groups[0]" + problem);
    }

    @Test
    void groupsAreReadWithTheirVariables() {
        String group = "{ " + GROUP
                + ", tags = [monitoring], vhost = \"${username}\", configure = \"^${username}[.]\", read = \"^${vhost}\" }";

        assertThat(good("groups=[" + group + "]").groups())
                .containsExactly(new LdapGroup(
                        "cn=a,dc=x",
                        List.of("monitoring"),
                        Optional.of("${username}"),
                        Optional.empty(),
                        "^${username}[.]",
                        "",
                        "^${vhost}"));
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(problems("bind.password=[geheim]").toString()).doesNotContain("geheim");
        assertThat(good("bind.dn=cn=reader", "bind.password=geheim").toString()).doesNotContain("geheim");
    }
}
