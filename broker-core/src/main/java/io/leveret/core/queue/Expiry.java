package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages out of a queue when their time to live is over, on time. For those with a moment of their own there is an index, wherever in the queue
 * they are. By the queue's time to live they leave in the order in which they came: so only the first of each priority is looked at. Owner: core.
 */
final class Expiry extends Timed {
    /** Messages that leave in one go, before other queues have their turn. */
    private static final int BATCH = 512;

    /** Stays empty. */
    private static final Deadlines NEVER = new Deadlines();

    private final Queue queue;
    private final ReadyLevels ready;
    private final Departures departures;
    private final QueueHost host;
    /** {@link #NEVER} until a message has a moment of its own: in most queues none ever has. */
    private Deadlines deadlines = NEVER;

    Expiry(Queue queue, ReadyLevels ready, Departures departures, QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.departures = departures;
        this.host = host;
    }

    /** The moment at which the message is to leave; {@link MessageRef#NO_DEADLINE} if it may stay. */
    long deadlineOf(Message message) {
        long ttl = queue.rules().ttlMillis();
        long own = message.deadlineMillis();
        return ttl == QueueRules.NONE ? own : Math.min(own, message.publishedAtMillis() + ttl);
    }

    boolean isOver(Message message) {
        long due = deadlineOf(message);
        return due != MessageRef.NO_DEADLINE && due <= host.now();
    }

    /** The message is ready; it may have been so before. */
    void watch(long seq, MessageRef ref) {
        watch(seq, ref.deadlineMillis());
    }

    /** A message is ready that has this moment of its own, or none. */
    void watch(long seq, long due) {
        if (due != MessageRef.NO_DEADLINE) {
            if (deadlines == NEVER) {
                deadlines = new Deadlines();
            }
            deadlines.sweep(ready.size(), ready::has);
            deadlines.add(due, seq);
            arm();
        }
    }

    /** The numbers of messages with a moment of their own, those that are due first, without so many; at most so many. */
    long[] firstDue(int from, int most) {
        long[] first = new long[most];
        int[] count = new int[1];
        if (most > 0) {
            deadlines.inOrder((due, seq) -> {
                if (ready.has(seq) && count[0]++ >= from) {
                    first[count[0] - from - 1] = seq;
                }
                return count[0] < from + most;
            });
        }
        return Arrays.copyOf(first, Math.max(0, count[0] - from));
    }

    void clear() {
        deadlines = NEVER;
        host.cancel(this);
    }

    /** Takes out what is due, if it may go; true if there is more than one go may take. */
    boolean expire() {
        long now = host.now();
        if (next() <= now && !departures.mayGoOn()) {
            return false; // another look follows
        }
        int budget = BATCH;
        for (; budget > 0 && next() <= now; budget--) {
            ReadyMessages level = oldest();
            if (level == null || deadlines.next() <= dueOf(level)) {
                expire(deadlines.poll(), now);
            } else if (isWhollyOver(level)) {
                queue.leave(level.firstSeq(), level.firstRef(), DeadLetterReason.EXPIRED);
            } else {
                queue.head().load(level);
            }
        }
        arm();
        return budget == 0;
    }

    private void expire(long seq, long now) {
        MessageRef ref = ready.find(seq);
        if (ref != null && ref.deadlineMillis() <= now) { // else it left before, and its number is in here twice
            queue.leave(seq, ref, DeadLetterReason.EXPIRED);
        }
    }

    /** When the next look is due. */
    private long next() {
        ReadyMessages level = oldest();
        return Math.min(deadlines.next(), level == null ? MessageRef.NO_DEADLINE : dueOf(level));
    }

    /** The level with the message whose time to live in the queue is over first; null if there is none, or what is over is on its way to memory. */
    private @Nullable ReadyMessages oldest() {
        if (queue.rules().ttlMillis() == QueueRules.NONE) {
            return null;
        }
        ReadyMessages oldest = null;
        for (int i = 0; i < ready.levelCount(); i++) {
            ReadyMessages level = ready.fromTop(i);
            if (level != null
                    && !level.isEmpty()
                    && (oldest == null || level.firstPublishedAt() < oldest.firstPublishedAt())
                    && !(queue.head().isLoading() && dueOf(level) <= host.now() && !isWhollyOver(level))) {
                oldest = level;
            }
        }
        return oldest;
    }

    /** When the first message's time to live in the queue is over at the earliest. */
    private long dueOf(ReadyMessages level) {
        return level.firstPublishedAt() + queue.rules().ttlMillis();
    }

    /** Whether, as the first message's time is over, it may go unread: it is in memory, or its whole run is over. */
    private boolean isWhollyOver(ReadyMessages level) {
        if (level.firstRun() == null) {
            return true;
        }
        long last = level.firstRunPublishedUpTo();
        return last != Long.MAX_VALUE && last + queue.rules().ttlMillis() <= host.now();
    }

    @Override
    public void timeIsUp(long nowMillis) {
        queue.scheduleDelivery(); // which begins with what is due
    }

    /** Wants to be called when the next is due; too early a call is left as it is. */
    void arm() {
        long next = next();
        if (next == MessageRef.NO_DEADLINE) {
            host.cancel(this);
        } else if (!isSet() || next < dueMillis) {
            host.at(this, next);
        }
    }
}
