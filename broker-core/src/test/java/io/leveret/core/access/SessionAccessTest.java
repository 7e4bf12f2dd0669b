package io.leveret.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionAccessTest {
    private static User user(String name, Permissions permissions, TopicPermission... topics) {
        Map<String, TopicPermission> byExchange = new java.util.HashMap<>();
        for (TopicPermission topic : topics) {
            byExchange.put(topic.exchange(), topic);
        }
        return new User(name, Set.of(), Map.of("/v", new Rights(permissions, byExchange)));
    }

    @Test
    void answersStayRightHoweverManyNamesAreAskedFor() {
        SessionAccess access = new SessionAccess(user("u", Permissions.of("7$", "", "")), "/v", null);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 500; i++) {
                assertThat(access.allows(Access.CONFIGURE, "q" + i)).isEqualTo(i % 10 == 7);
                assertThat(access.allows(Access.WRITE, "q" + i)).isFalse();
            }
        }
    }

    @Test
    void aChangeCountsForWhatWasAnsweredBefore() {
        SessionAccess access = new SessionAccess(user("u", Permissions.of("a", "a", "a")), "/v", null);
        assertThat(access.allows(Access.READ, "a")).isTrue();
        access.change(user("u", Permissions.of("b", "b", "b")));
        assertThat(access.allows(Access.READ, "a")).isFalse();
        access.change(new User("u", Set.of(), Map.of()));
        assertThat(access.allows(Access.READ, "b")).as("without any right here").isFalse();
    }

    @Test
    void variablesStandForNamesTakenLiterally() {
        TopicPermission topic = new TopicPermission("x", "^{username}\\.{vhost}$", ".*");
        SessionAccess access = new SessionAccess(user("a.{vhost}+", Permissions.ALL, topic), "/v", null);
        assertThat(access.allowsTopic(Access.WRITE, "x", "a.{vhost}+./v")).isTrue();
        assertThat(access.allowsTopic(Access.WRITE, "x", "aX{vhost}+./v")).isFalse();
        assertThat(access.allowsTopic(Access.WRITE, "x", "a./v+./v"))
                .as("no variable in a name")
                .isFalse();
        assertThat(access.allowsTopic(Access.READ, "x", "anything")).isTrue();
        assertThat(access.allowsTopic(Access.WRITE, "other", "anything"))
                .as("none configured")
                .isTrue();
    }

    @Test
    void aClientIdThatWasNotGivenMatchesNothing() {
        TopicPermission topic = new TopicPermission("x", "^{client_id}$", "^$");
        User user = user("u", Permissions.ALL, topic);
        assertThat(new SessionAccess(user, "/v", "c-1").allowsTopic(Access.WRITE, "x", "c-1"))
                .isTrue();
        assertThat(new SessionAccess(user, "/v", "c-1").allowsTopic(Access.WRITE, "x", "c-2"))
                .isFalse();
        assertThat(new SessionAccess(user, "/v", null).allowsTopic(Access.WRITE, "x", ""))
                .isFalse();
    }

    @Test
    void theLongestNamesFitIntoAPattern() {
        String longest = "-".repeat(255);
        TopicPermission topic = new TopicPermission("x", "^{username}{username}{username}$", "");
        SessionAccess access = new SessionAccess(user(longest, Permissions.ALL, topic), "/v", null);
        assertThat(access.allowsTopic(Access.WRITE, "x", longest)).isFalse();
        assertThat(access.allowsTopic(Access.WRITE, "x", longest.repeat(3))).isTrue();
    }

    @Test
    void anExpressionThatAUsersNameSpoilsAllowsNothing() {
        TopicPermission topic = new TopicPermission("x", "[a-{username}]", "\\{username}");
        for (String name : new String[] {"kim", "Bob", "Q|"}) {
            SessionAccess access = new SessionAccess(user(name, Permissions.ALL, topic), "/v", null);
            access.allowsTopic(Access.READ, "x", "key");
            access.allowsTopic(Access.WRITE, "x", "key");
        }
        SessionAccess access = new SessionAccess(user("kim", Permissions.ALL, topic), "/v", null);
        assertThat(access.allowsTopic(Access.READ, "x", "kim")).isFalse();
        assertThat(new SessionAccess(user("Bob", Permissions.ALL, topic), "/v", null)
                        .allowsTopic(Access.WRITE, "x", "a"))
                .isFalse();
    }

    private static TopicScope scope(Access access, String exchange, String key) {
        return new TopicScope(access, NamePattern.of(exchange), NamePattern.of(key));
    }

    @Test
    void scopesOnRoutingKeysAreAllThatIsAllowed() {
        Rights rights = Rights.scoped(
                Permissions.ALL,
                List.of(
                        scope(Access.WRITE, "^x", "^a$"),
                        scope(Access.WRITE, "^xy$", "^b$"),
                        scope(Access.READ, ".*", ".*")));
        SessionAccess access = new SessionAccess(new User("u", Set.of(), Map.of("/v", rights)), "/v", null);
        assertThat(access.hasTopics()).isTrue();
        for (int round = 0; round < 2; round++) {
            assertThat(access.allowsTopic(Access.WRITE, "x1", "a")).isTrue();
            assertThat(access.allowsTopic(Access.WRITE, "x1", "b")).isFalse();
            assertThat(access.allowsTopic(Access.WRITE, "xy", "b")).isTrue();
            assertThat(access.allowsTopic(Access.WRITE, "other", "a")).isFalse();
            assertThat(access.allowsTopic(Access.READ, "other", "c")).isTrue();
        }
    }

    @Test
    void noScopesAtAllAllowNoRoutingKey() {
        User user = new User("u", Set.of(), Map.of("/v", Rights.scoped(Permissions.ALL, List.of())));
        SessionAccess access = new SessionAccess(user, "/v", null);
        assertThat(access.allowsTopic(Access.WRITE, "x", "a")).isFalse();
        access.change(new User("u", Set.of(), Map.of("/v", Rights.ALL)));
        assertThat(access.hasTopics()).as("nobody need ask").isFalse();
        assertThat(access.allowsTopic(Access.WRITE, "x", "a")).isTrue();
    }
}
