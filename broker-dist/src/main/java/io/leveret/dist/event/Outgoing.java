package io.leveret.dist.event;

import io.leveret.core.Announcer;
import io.leveret.core.message.Body;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one exchange of the default virtual host. At most so many messages wait for its core; further ones are dropped and counted, with one line in the
 * log a minute. Owner: core and node.
 */
final class Outgoing {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    private static final int MOST_WAITING = 4096;
    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Announcer announcer;
    private final String exchange;
    private final LongSupplier nanoClock;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong nextWarning;
    private volatile boolean read;

    Outgoing(Announcer announcer, String exchange, LongSupplier nanoClock) {
        this.announcer = announcer;
        this.exchange = exchange;
        this.nanoClock = nanoClock;
        this.nextWarning = new AtomicLong(nanoClock.getAsLong());
        announcer.whetherRead(exchange, bound -> read = bound);
    }

    /** Whether the exchange had bindings when it was last looked at, which is with every message. */
    boolean isRead() {
        return read;
    }

    /** Messages since the start of this way. */
    long dropped() {
        return dropped.get();
    }

    void send(String routingKey, byte[] properties, Body body, Announcer.Progress progress) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            drop();
            return;
        }
        announcer.announce(exchange, routingKey, properties, body, new Announcer.Progress() {
            @Override
            public void begins() {
                waiting.decrementAndGet();
                progress.begins();
            }

            @Override
            public void ended(boolean bound) {
                read = bound;
                progress.ended(bound);
            }
        });
    }

    /** Counts a message that was not sent. */
    void drop() {
        long count = dropped.incrementAndGet();
        long now = nanoClock.getAsLong();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARN_NANOS)) {
            LOG.warn("too many messages for exchange '{}', {} were dropped since the start", exchange, count);
        }
    }
}
