package io.leveret.amqp.connection;

import io.leveret.core.message.FieldTable;

/**
 * The limits of every connection. {@code channelMax} (0 is no limit), {@code frameMax} and {@code heartbeatSeconds} are what
 * connection.tune offers; {@code messageBytes} is the largest body taken; {@code inboxBytes} may wait for the core before the socket is
 * not read any more, {@code outputBytes} may wait for the socket before consumers get nothing more. Who logs in without saying who he is becomes
 * {@code anonymousUser}; if that is empty, nobody can.
 */
public record ConnectionSettings(
        int channelMax,
        int frameMax,
        int heartbeatSeconds,
        long handshakeTimeoutMillis,
        long messageBytes,
        long inboxBytes,
        long outputBytes,
        Most most,
        String anonymousUser,
        FieldTable serverProperties) {
    /** How many connections may be open in all, and how many from one address, or network /64 of IPv6; 0 of the latter is no bound. */
    public record Most(int connections, int perAddress) {}

    /** The smallest frame-max that a client may ask for: the specification's, as in RabbitMQ before 4.1. */
    static final int MIN_FRAME_MAX = 4096;

    private static final int MAX_SHORT = 65_535;
    private static final int MIN_INBOX = 65_536;

    public ConnectionSettings {
        require(channelMax >= 0 && channelMax <= MAX_SHORT, "channel-max " + channelMax);
        require(frameMax >= MIN_FRAME_MAX, "frame-max " + frameMax);
        require(heartbeatSeconds >= 0 && heartbeatSeconds <= MAX_SHORT, "heartbeat " + heartbeatSeconds);
        require(inboxBytes >= MIN_INBOX, "inbox of " + inboxBytes);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException(what + " is out of range");
        }
    }
}
