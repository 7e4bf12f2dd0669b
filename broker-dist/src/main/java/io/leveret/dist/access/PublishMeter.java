package io.leveret.dist.access;

import io.leveret.core.node.PublishRate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures what all that share a quota publish. Each message moves on the moment until which the rate is used up (the generic cell rate algorithm): who published it has
 * to wait until then, and nobody is counted by anything but one number. All I/O loops count, the node sets the rate. Owner: node.
 */
final class PublishMeter {
    private final Supplier<PublishRate> configured;
    private final LongSupplier clockNanos;
    private final UsedUp messages;
    private final UsedUp bytes;
    private volatile PublishRate own = PublishRate.NONE;

    /** {@code configured} is asked for what {@link #limit} has not set. */
    PublishMeter(Supplier<PublishRate> configured, LongSupplier clockNanos) {
        this.configured = configured;
        this.clockNanos = clockNanos;
        this.messages = new UsedUp(clockNanos.getAsLong());
        this.bytes = new UsedUp(clockNanos.getAsLong());
    }

    /** What was published too early is forgiven. */
    void limit(PublishRate rate) {
        own = rate;
        messages.forgive(clockNanos.getAsLong());
        bytes.forgive(clockNanos.getAsLong());
    }

    boolean isLimited() {
        return messagesASecond() > 0 || bytesASecond() > 0;
    }

    /** For how many nanoseconds nothing more should be published, 0 for none. */
    long take(int countMessages, long countBytes) {
        long now = clockNanos.getAsLong();
        return Math.max(
                messages.take(countMessages, messagesASecond(), now), bytes.take(countBytes, bytesASecond(), now));
    }

    private long messagesASecond() {
        long rate = own.messages();
        return rate > 0 ? rate : configured.get().messages();
    }

    private long bytesASecond() {
        long rate = own.bytes();
        return rate > 0 ? rate : configured.get().bytes();
    }

    /** The moment until which a rate is used up. */
    private static final class UsedUp {
        /** So much of a rate that was not used may be made up for. */
        private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

        private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

        private final AtomicLong untilNanos;

        UsedUp(long nowNanos) {
            untilNanos = new AtomicLong(nowNanos);
        }

        void forgive(long nowNanos) {
            untilNanos.set(nowNanos);
        }

        long take(long amount, long aSecond, long now) {
            if (aSecond <= 0) {
                return 0;
            }
            long nanos = (long) ((double) amount * TimeUnit.SECONDS.toNanos(1) / aSecond);
            long until = untilNanos.updateAndGet(before -> {
                long lag = Math.max(before - now, -BURST_NANOS) + Math.min(nanos, LONGEST_NANOS);
                return now + Math.min(lag, LONGEST_NANOS);
            });
            return Math.max(0, until - now);
        }
    }
}
