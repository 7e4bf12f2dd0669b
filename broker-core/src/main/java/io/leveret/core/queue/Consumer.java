package io.leveret.core.queue;

import org.jspecify.annotations.Nullable;

/**
 * A subscription of a channel to a queue. It stands in its queue's turn while it has credit, and outside of it while it has none, so that
 * dispatch never looks at it in vain. Owner: core.
 */
public final class Consumer {
    private final String tag;
    private final Queue queue;
    private final DeliveryTarget target;
    private final boolean noAck;
    private final boolean exclusive;
    private final int priority;
    private final int prefetch;
    private final long timeoutMillis;
    private int unacked;
    private boolean parked;
    private boolean cancelled;

    @Nullable
    Consumer previous;

    @Nullable
    Consumer next;

    /** {@code prefetch} is how many unacked messages it may have, 0 = any number. */
    public Consumer(String tag, Queue queue, DeliveryTarget target, ConsumerSettings settings) {
        this.tag = tag;
        this.queue = queue;
        this.target = target;
        this.noAck = settings.noAck();
        this.exclusive = settings.exclusive();
        this.priority = settings.priority();
        this.prefetch = settings.prefetch();
        this.timeoutMillis = settings.timeoutMillis();
    }

    public String tag() {
        return tag;
    }

    public Queue queue() {
        return queue;
    }

    public boolean noAck() {
        return noAck;
    }

    public boolean exclusive() {
        return exclusive;
    }

    /** How long a delivery may be unacked, or {@link QueueRules#NONE}. */
    public long timeoutMillis() {
        return timeoutMillis != QueueRules.NONE ? timeoutMillis : queue.rules().consumerTimeoutMillis();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    int priority() {
        return priority;
    }

    boolean hasCredit() {
        return hasOwnCredit() && target.hasRoom();
    }

    private boolean hasOwnCredit() {
        return prefetch == 0 || noAck || unacked < prefetch;
    }

    void deliver(QueuedMessage message) {
        if (!noAck) {
            unacked++;
        }
        target.deliver(this, message);
    }

    /** It was met in turn without credit: who waits for its own is woken by its own ack, who waits for its channel by that. */
    void park() {
        parked = true;
        if (hasOwnCredit()) {
            target.awaitRoom(this);
        }
    }

    /** One of its messages was settled or went back. */
    public void credit() {
        unacked--;
        if (parked) {
            resume();
        }
    }

    /** Takes its place in the queue's turn again, or waits on for what it lacks. */
    public void resume() {
        if (!parked || cancelled || !hasOwnCredit()) {
            return;
        }
        if (target.hasRoom()) {
            parked = false;
            queue.resume(this);
        } else {
            target.awaitRoom(this);
        }
    }

    void cancel() {
        cancelled = true;
    }

    boolean isParked() {
        return parked;
    }

    DeliveryTarget target() {
        return target;
    }
}
