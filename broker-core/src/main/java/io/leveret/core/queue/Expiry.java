package io.leveret.core.queue;

import io.leveret.core.message.MessageRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes messages out of a queue when their time to live is over, wherever in the queue they are, on time: by an index, not by a search. Owner: core.
 */
final class Expiry implements Timed {
    /** Messages that leave in one go, before other queues have their turn. */
    private static final int BATCH = 512;

    private final Queue queue;
    private final ReadyLevels ready;
    private final QueueHost host;
    private final Deadlines deadlines = new Deadlines();
    private final Timer timer = new Timer(this);

    Expiry(Queue queue, ReadyLevels ready, QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.host = host;
    }

    /** The moment at which the message is to leave; {@link MessageRef#NO_DEADLINE} if it may stay. */
    long deadlineOf(MessageRef message) {
        long ttl = queue.rules().ttlMillis();
        long own = message.deadlineMillis();
        return ttl == QueueRules.NONE ? own : Math.min(own, message.publishedAtMillis() + ttl);
    }

    boolean isOver(MessageRef message) {
        long due = deadlineOf(message);
        return due != MessageRef.NO_DEADLINE && due <= host.now();
    }

    /** The message is ready; it may have been so before. */
    void watch(long seq, MessageRef ref) {
        long due = deadlineOf(ref);
        if (due != MessageRef.NO_DEADLINE) {
            deadlines.sweep(ready.size(), number -> ready.find(number) != null);
            deadlines.add(due, seq);
            arm();
        }
    }

    /** What is due when has changed. */
    void rebuild() {
        deadlines.clear();
        ready.forEach(this::watch);
    }

    /** Messages with a moment of their own, those that are due first, at most so many. */
    List<WaitingMessage> first(int limit) {
        List<WaitingMessage> first = new ArrayList<>();
        if (limit > 0) {
            deadlines.inOrder((due, seq) -> {
                MessageRef ref = ready.find(seq);
                if (ref != null) {
                    first.add(new WaitingMessage(seq, due, ref.bodySize()));
                }
                return first.size() < limit;
            });
        }
        return first;
    }

    void clear() {
        deadlines.clear();
        host.cancel(timer);
    }

    /** Takes out what is due, if it may go; true if there is more than one go may take. */
    boolean expire() {
        long now = host.now();
        if (deadlines.next() <= now && !queue.mayLetGo()) {
            return false; // another look follows
        }
        int budget = BATCH;
        for (; deadlines.next() <= now && budget > 0; budget--) {
            long seq = deadlines.poll();
            MessageRef ref = ready.find(seq);
            if (ref == null) {
                continue; // it left before
            }
            long due = deadlineOf(ref);
            if (due <= now) {
                queue.leave(seq, ref, DeadLetterReason.EXPIRED);
            } else if (due != MessageRef.NO_DEADLINE) {
                deadlines.add(due, seq);
            }
        }
        arm();
        return budget == 0;
    }

    @Override
    public void timeIsUp(long nowMillis) {
        queue.scheduleDelivery(); // which begins with what is due
    }

    private void arm() {
        long next = deadlines.next();
        if (next == MessageRef.NO_DEADLINE) {
            host.cancel(timer);
        } else if (!timer.isSet() || next != timer.dueMillis) {
            host.at(timer, next);
        }
    }
}
