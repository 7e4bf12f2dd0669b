package io.leveret.bench.relay;

import io.leveret.amqp.frame.ProtocolHeaderDecoder;
import io.netty.channel.Channel;
import java.io.PrintStream;

/** What all connections share. Owner: I/O loop. */
final class Relay {
    private final PrintStream log;
    private final Queues queues = new Queues();
    private final PublishGate gate = new PublishGate();
    private final Flushes flushes = new Flushes();
    private long tags;
    private long dropped;

    Relay(PrintStream log) {
        this.log = log;
    }

    void accept(Channel channel) {
        var connection = new RelayConnection(this, channel);
        channel.pipeline()
                .addLast(new ProtocolHeaderDecoder(channel.remoteAddress()), new FrameSplitter(connection), connection);
    }

    Queues queues() {
        return queues;
    }

    PublishGate gate() {
        return gate;
    }

    Flushes flushes() {
        return flushes;
    }

    /** A consumer tag for who names none, as long as the broker's. */
    String nextConsumerTag() {
        return "amq.ctag-%022d".formatted(++tags);
    }

    /** A message goes to nobody: it is gone, as there are no queues. */
    void drop() {
        if (dropped++ == 0) {
            say("a publish was dropped: nobody consumes what it was routed to; such are only counted from here on");
        }
    }

    /** To be called when the I/O loop has ended. */
    void sayDropped() {
        if (dropped > 0) {
            say(dropped + " publishes were dropped");
        }
    }

    void say(String line) {
        log.println("relay: " + line);
    }

    /** Tells of a mistake in the relay itself. */
    void bug(Throwable cause) {
        cause.printStackTrace(log);
    }
}
