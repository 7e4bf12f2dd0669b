package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.dist.settings.OauthSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopeClaimsTest {
    private static Set<String> scopes(String prefix, List<String> additional, Map<String, Object> claims)
            throws TokenRefusedException {
        Map<String, List<String>> aliases =
                Map.of("admin", List.of("rabbitmq.tag:administrator", "rabbitmq.read:*/*"), "rabbitmq.a", List.of("b"));
        return new ScopeClaims(new OauthSettings.Scopes(prefix, additional, aliases), "rabbitmq").of(claims);
    }

    @Test
    void scopesAreATextOrAList() throws TokenRefusedException {
        assertThat(scopes("rabbitmq.", List.of(), Map.of("scope", "rabbitmq.a  openid rabbitmq.b rabbitmqx.c")))
                .containsExactly("a", "b");
        assertThat(scopes("rabbitmq.", List.of(), Map.of("scope", List.of("rabbitmq.a", "rabbitmq.b", 7))))
                .containsExactly("a", "b");
        assertThat(scopes("rabbitmq.", List.of(), Map.of())).isEmpty();
        assertThat(scopes("rabbitmq.", List.of(), Map.of("scope", 7))).isEmpty();
    }

    @Test
    void thePrefixMayBeAnyOrNone() throws TokenRefusedException {
        Map<String, Object> claims = Map.of("scope", "api://read:*/* read:v/*");
        assertThat(scopes("api://", List.of(), claims)).containsExactly("read:*/*");
        assertThat(scopes("", List.of(), claims)).containsExactly("api://read:*/*", "read:v/*");
    }

    @Test
    void anAliasStandsForScopes() throws TokenRefusedException {
        assertThat(scopes("rabbitmq.", List.of(), Map.of("scope", "admin rabbitmq.a")))
                .containsExactly("tag:administrator", "read:*/*", "a");
    }

    @Test
    void otherClaimsMayHaveScopesToo() throws TokenRefusedException {
        Map<String, Object> claims = Map.of(
                "scope",
                "rabbitmq.a",
                "roles",
                List.of("rabbitmq.b"),
                "https://x.example/s",
                "rabbitmq.c",
                "authorization",
                Map.of(
                        "permissions",
                        List.of(Map.of("scopes", List.of("rabbitmq.d", "e")), Map.of("scopes", "rabbitmq.f"), 1)),
                "resource_access",
                Map.of("rabbitmq", List.of("g"), "other", List.of("h")));
        assertThat(scopes(
                        "rabbitmq.",
                        List.of(
                                "roles",
                                "https://x.example/s",
                                "authorization.permissions.scopes",
                                "resource_access",
                                "none.at.all",
                                "scope.x"),
                        claims))
                .containsExactly("a", "b", "c", "d", "f", "g");
    }

    @Test
    void tooManyScopesAreRefused() {
        String many = String.join(
                " ", IntStream.range(0, 2_049).mapToObj(i -> "rabbitmq." + i).toList());
        assertThatThrownBy(() -> scopes("rabbitmq.", List.of(), Map.of("scope", many)))
                .hasMessage("it has more than 2048 scopes");
    }
}
