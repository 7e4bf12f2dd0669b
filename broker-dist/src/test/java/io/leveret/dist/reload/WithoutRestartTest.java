package io.leveret.dist.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.settings.ConfigurationSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WithoutRestartTest {
    private static List<String> applied(boolean tlsInUse) {
        return applied(tlsInUse, false);
    }

    private static List<String> applied(boolean tlsInUse, boolean tokensInUse) {
        return new ConfigurationSource(Optional.empty(), Map.of(), Map.of())
                .load().values().keySet().stream()
                        .filter(key -> WithoutRestart.applies(key, tlsInUse, tokensInUse))
                        .sorted()
                        .toList();
    }

    @Test
    void whatEachConnectionIsGivenAppliesAtOnce() {
        assertThat(applied(false))
                .containsExactly(
                        "leveret.limits.channel-max",
                        "leveret.limits.connection-inbox-bytes",
                        "leveret.limits.connection-output-bytes",
                        "leveret.limits.connection-publish-bytes-rate",
                        "leveret.limits.connection-publish-rate",
                        "leveret.limits.connections",
                        "leveret.limits.connections-per-address",
                        "leveret.limits.frame-max",
                        "leveret.limits.handshake-timeout",
                        "leveret.limits.heartbeat",
                        "leveret.limits.message-size",
                        "leveret.limits.user-publish-bytes-rate",
                        "leveret.limits.user-publish-rate",
                        "leveret.limits.vhost-publish-bytes-rate",
                        "leveret.limits.vhost-publish-rate",
                        "leveret.logins.anonymous-user");
    }

    @Test
    void settingsOfTlsApplyWhereItIsInUse() {
        assertThat(applied(true))
                .containsAll(applied(false))
                .contains("leveret.tls.certificate", "leveret.tls.key-password", "leveret.tls.versions")
                .allMatch(
                        key -> key.startsWith("leveret.tls.") || applied(false).contains(key));
    }

    @Test
    void settingsOfTokensApplyWhereTheyAreTaken() {
        assertThat(applied(false, true))
                .containsAll(applied(false))
                .contains("leveret.oauth2.keys", "leveret.oauth2.issuer")
                .doesNotContain("leveret.logins.backends")
                .allMatch(key ->
                        key.startsWith("leveret.oauth2.") || applied(false).contains(key));
    }
}
