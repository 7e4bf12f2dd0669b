package io.leveret.dist.reload;

import java.util.Set;

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
            "leveret.logins.anonymous-user");

    private static final String TLS = "leveret.tls.";

    private WithoutRestart() {}

    /** {@code tlsInUse}: without a listener that has TLS there is nothing to be exchanged. */
    static boolean applies(String key, boolean tlsInUse) {
        return CONNECTIONS.contains(key) || (tlsInUse && key.startsWith(TLS));
    }
}
