package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Access;
import io.leveret.core.access.Rights;
import io.leveret.core.access.SessionAccess;
import io.leveret.core.access.User;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scopes give which rights; the tables are those of RabbitMQ's documentation and of its own tests. */
class ScopeGrantTest {
    private static final Map<String, String> CLAIMS = Map.of("sub", "bob", "team", "a/b*");
    private static final List<String> VHOSTS = List.of("/", "foo", "*", "foo/bar", "юникод");
    private static final List<String> NAMES = List.of("foo", "foo/bar", "*", "*/*", "юникод");

    private static ScopeGrant grant(String... scopes) {
        return new ScopeGrant(
                Arrays.stream(scopes)
                        .map(Scope::parse)
                        .flatMap(Optional::stream)
                        .toList(),
                CLAIMS,
                Long.MAX_VALUE);
    }

    private static SessionAccess in(String vhost, String... scopes) {
        return new SessionAccess(User.granted("u", Set.of(), grant(scopes), Set.of(vhost)), vhost, null);
    }

    private static Stream<Access> allowed(String vhost, String name, String... scopes) {
        SessionAccess access = in(vhost, scopes);
        return Arrays.stream(Access.values()).filter(right -> access.allows(right, name));
    }

    @ParameterizedTest
    @CsvSource({"read, READ", "write, WRITE", "configure, CONFIGURE"})
    void anyNameInAnyVirtualHost(String word, Access right) {
        for (String vhost : VHOSTS) {
            for (String name : NAMES) {
                assertThat(allowed(vhost, name, word + ":*/*")).containsExactly(right);
                assertThat(allowed(vhost, name, word + ":*/*/*")).containsExactly(right);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "read:vhost1/*, vhost1, anything, true",
        "read:vhost1/*, vhost2, anything, false",
        "read:vhost1/some*, vhost1, some-queue, true",
        "read:vhost1/some*, vhost1, other, false",
        "read:vhost1/some*/*, vhost1, some-queue, true",
        "read:%2F/q, /, q, true",
        "read:%2F/q, /, q2, false",
        "read:foo%2Fbar%2F%2A%2F/*, foo/bar/*/, q, true",
        "read:foo%2Fbar%2F%2A%2F/*, foo/bar/x/, q, false",
        "read:*/bar%2A%2Fbaz, v, bar*/baz, true",
        "read:*/bar%2A%2Fbaz, v, barx/baz, false",
        "read:{vhost}/{sub}-*, v, bob-1, true",
        "read:{vhost}/{sub}-*, v, eve-1, false",
        "read:*/{team}, v, a/b*, true",
        "read:*/{team}, v, a/bc, false",
        "read:{vhost}/q, a/b, q, true",
        "read:*/{nobody}, v, nobody, false"
    })
    void namesArePatterns(String scope, String vhost, String name, boolean read) {
        assertThat(in(vhost, scope).allows(Access.READ, name)).isEqualTo(read);
        assertThat(in(vhost, scope).allows(Access.WRITE, name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "read:*/*/*, v, x, rout, true", "read:vhost/*/*, vhost, x, rout, true", "read:vhost/*/*, v, x, rout, false",
        "read:*/exchange/*, v, exchange, rout, true", "read:*/exchange/*, v, x, rout, false",
                "read:*/*/rout, v, x, rout, true",
        "read:*/*/rout, v, x, norout, false", "read:*/*/*rout, v, x, norout, true",
                "read:*/*/*rout, v, x, sprout, true",
        "read:*/*/*rout, v, x, routs, false", "read:*/*/u-{sub}-*, v, x, u-bob-1, true",
                "read:*/*/u-{sub}-*, v, x, u-eve-1, false",
        "write:*/*/*, v, x, rout, false", "read:*/*, v, x, rout, false", "read:*/*/a%2Fb.%2A, v, x, a/b.*, true"
    })
    void routingKeysArePatterns(String scope, String vhost, String exchange, String key, boolean read) {
        SessionAccess access = in(vhost, scope);
        boolean mayRead = !access.hasTopics() && access.allows(Access.READ, exchange);
        assertThat(mayRead || (access.hasTopics() && access.allowsTopic(Access.READ, exchange, key)))
                .isEqualTo(read);
    }

    @Test
    void rightsAndRoutingKeysAreThoseOfAllScopes() {
        SessionAccess access = in("v", "write:v/a/1*", "write:v/b*/2", "write:v/b*/3", "read:v/*", "configure:*/q");
        assertThat(access.allows(Access.WRITE, "a")).isTrue();
        assertThat(access.allows(Access.WRITE, "b1")).isTrue();
        assertThat(access.allows(Access.WRITE, "c")).isFalse();
        assertThat(access.allows(Access.CONFIGURE, "q")).isTrue();
        assertThat(access.allowsTopic(Access.WRITE, "a", "12")).isTrue();
        assertThat(access.allowsTopic(Access.WRITE, "a", "2")).isFalse();
        assertThat(access.allowsTopic(Access.WRITE, "b1", "2")).isTrue();
        assertThat(access.allowsTopic(Access.WRITE, "b1", "3")).isTrue();
        assertThat(access.allowsTopic(Access.WRITE, "b1", "12")).isFalse();
        assertThat(access.allowsTopic(Access.READ, "a", "1"))
                .as("no key, no right")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "write:*/*/* read:*/*/*",
                "write:*/*/*",
                "configure:*/* write:*/*/* read:*/*/*",
                "write:*/a* write:*/a*/* write:*/a*/x",
                "write:v/a write:v/b/x write:*/*/*",
                "configure:*/*/a"
            })
    void nobodyIsAskedOfRoutingKeysIfAllAreAllowed(String scopes) {
        assertThat(in("v", scopes.split(" ", -1)).hasTopics()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write:*/*", "write:*/a* write:*/b*/*", "write:*/*/* read:*/*", "write:*/*/a*"})
    void routingKeysThatAreNotAllAllowedAreAskedFor(String scopes) {
        assertThat(in("v", scopes.split(" ", -1)).hasTopics()).isTrue();
    }

    @Test
    void aVirtualHostMayBeEnteredByWhomAnyScopeIsFor() {
        ScopeGrant grant = grant("configure:a/nothing", "read:b*/q", "tag:administrator", "other:c/q");
        assertThat(grant.rightsIn("a")).isNotNull();
        assertThat(grant.rightsIn("b2")).isNotNull();
        assertThat(grant.rightsIn("c")).isNull();
        assertThat(grant().rightsIn("a")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read:v",
                "read:v/q/k/more",
                "read",
                "Read:v/q",
                "readv/q",
                "",
                "read:v/%zz",
                "read:%/q",
                "read:v/q/%"
            })
    void whatIsNoScopeGivesNothing(String scope) {
        assertThat(grant(scope).rightsIn("v")).isNull();
    }

    @Test
    void tooManyScopesGiveNothing() {
        String[] many =
                IntStream.range(0, 4_000).mapToObj(i -> "read:v/a" + i + "*b*c").toArray(String[]::new);
        assertThat(grant(many).rightsIn("v")).isNull();
        Rights rights = grant(Arrays.copyOf(many, 300)).rightsIn("v");
        assertThat(rights).isNotNull();
        assertThat(rights.permissions().allows(Access.READ, "a299xbxc")).isTrue();
    }
}
