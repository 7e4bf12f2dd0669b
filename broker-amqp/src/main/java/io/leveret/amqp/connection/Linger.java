package io.leveret.amqp.connection;

import io.netty.channel.Channel;

/**
 * The end of a socket after close-ok: it is the client that closes it. What the client's other threads still write, such as acks, must not be answered with a
 * reset, and an end of the stream that a client sees before it has looked at close-ok would be an error to it.
 */
final class Linger {
    private static final long PATIENCE_MILLIS = 3_000;

    private Linger() {}

    /** Goes on to read, and closes when the client takes too long. */
    static void start(Channel channel, ReadGate gate, Deadline deadline) {
        gate.open();
        deadline.set(PATIENCE_MILLIS, channel::close);
    }
}
