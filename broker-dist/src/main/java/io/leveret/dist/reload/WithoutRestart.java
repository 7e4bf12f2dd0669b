package io.leveret.dist.reload;

import java.util.Set;
import java.util.regex.Pattern;

/** Which settings may change while the broker runs. */
final class WithoutRestart {
    /** What {@link NewConnections} passes on. */
    private static final Set<String> CONNECTIONS = Set.of(
            "leveret.limits.channel-max",
            "leveret.limits.frame-max",
            "leveret.limits.heartbeat",
            "leveret.limits.handshake-timeout",
            "leveret.limits.message-size",
            "leveret.limits.connection-inbox-bytes",
            "leveret.limits.connection-output-bytes",
            "leveret.limits.connections",
            "leveret.limits.connections-per-address",
            "leveret.logins.anonymous-user");

    /** The rates, which count for open connections too. */
    private static final Pattern RATES = Pattern.compile("leveret\\.limits\\..*-rate");

    private static final String TLS = "leveret.tls.";
    private static final String TOKENS = "leveret.oauth2.";

    private WithoutRestart() {}

    /** Without a listener that has TLS, or logins with tokens, there is nothing of theirs to be exchanged. */
    static boolean applies(String key, boolean tlsInUse, boolean tokensInUse) {
        return CONNECTIONS.contains(key)
                || RATES.matcher(key).matches()
                || (tlsInUse && key.startsWith(TLS))
                || (tokensInUse && key.startsWith(TOKENS));
    }
}
