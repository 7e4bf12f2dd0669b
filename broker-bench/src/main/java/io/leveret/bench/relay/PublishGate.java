package io.leveret.bench.relay;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps publishers from being read while there is a connection whose socket does not take what is written to it. Owner: I/O loop. */
final class PublishGate {
    private final Set<Channel> publishers = new LinkedHashSet<>();
    private int full;

    void add(Channel publisher) {
        if (publishers.add(publisher) && full > 0) {
            publisher.config().setAutoRead(false);
        }
    }

    void remove(Channel publisher) {
        publishers.remove(publisher);
    }

    /** A connection takes nothing more. */
    void shut() {
        if (full++ == 0) {
            publishers.forEach(publisher -> publisher.config().setAutoRead(false));
        }
    }

    /** One that took nothing does again, or is gone. */
    void open() {
        if (--full == 0) {
            publishers.forEach(publisher -> publisher.config().setAutoRead(true));
        }
    }
}
