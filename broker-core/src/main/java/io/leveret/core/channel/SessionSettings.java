package io.leveret.core.channel;

import io.leveret.core.access.User;
import io.leveret.core.event.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What the core is told of a connection when it enters a virtual host. {@code clientId} is what the client calls itself, {@code connectionName} is for people; above {@code outputBoundBytes}
 * not yet flushed its consumers have no credit; {@code capabilities} are what the client can be told. {@code details} are null for what
 * the broker does itself in the name of a user: such sessions are in no listing. {@code actor} is in whose name events and the audit tell of it; null if
 * that is the user.
 */
public record SessionSettings(
        User user,
        @Nullable String clientId,
        String connectionName,
        long outputBoundBytes,
        ClientCapabilities capabilities,
        @Nullable ConnectionDetails details,
        @Nullable Actor actor) {

    /** Of a session whose user is who acts. */
    public SessionSettings(
            User user,
            @Nullable String clientId,
            String connectionName,
            long outputBoundBytes,
            ClientCapabilities capabilities,
            @Nullable ConnectionDetails details) {
        this(user, clientId, connectionName, outputBoundBytes, capabilities, details, null);
    }

    /** Of a session that is in no listing. */
    public SessionSettings(
            User user,
            @Nullable String clientId,
            String connectionName,
            long outputBoundBytes,
            ClientCapabilities capabilities) {
        this(user, clientId, connectionName, outputBoundBytes, capabilities, null);
    }

    /** Whether it is a client's connection. */
    public boolean isListed() {
        return details != null;
    }
}
