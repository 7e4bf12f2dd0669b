package io.leveret.core.view;

import io.leveret.core.channel.SessionSettings;

/** Which channel it is: of this connection, with this number. */
public record ChannelName(SessionSettings session, int number) {
    /** As RabbitMQ shows it to people. */
    public String text() {
        return session.connectionName() + " (" + number + ")";
    }
}
