package io.leveret.amqp.connection;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/**
 * The end of a socket after close-ok: it is the client that closes it. What the client's other threads still write, such as acks, must not be answered with a
 * reset.
 */
final class Linger {
    private static final long PATIENCE_MILLIS = 3_000;

    private Linger() {}

    /** Says no more, goes on to read, and closes when the client takes too long. */
    static void start(Channel channel, ReadGate gate, Deadline deadline) {
        if (channel instanceof DuplexChannel duplex) {
            gate.open();
            duplex.shutdownOutput();
            deadline.set(PATIENCE_MILLIS, channel::close);
        } else {
            channel.close();
        }
    }
}
