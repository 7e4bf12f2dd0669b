package io.leveret.dist.reload;

import io.leveret.amqp.connection.ConnectionSettings;
import io.leveret.core.message.FieldTable;
import io.leveret.dist.settings.Settings;

/** What connections of AMQP get that are accepted from now on. */
public final class NewConnections {
    private NewConnections() {}

    public static ConnectionSettings settings(
            Settings.Limits limits, String anonymousUser, FieldTable serverProperties) {
        return new ConnectionSettings(
                limits.channelMax(),
                limits.frameMaxBytes(),
                limits.heartbeatSeconds(),
                limits.handshakeTimeoutMillis(),
                limits.messageBytes(),
                limits.buffers().inboxBytes(),
                limits.buffers().outputBytes(),
                new ConnectionSettings.Most(limits.connections(), limits.connectionsPerAddress()),
                anonymousUser,
                serverProperties);
    }
}
