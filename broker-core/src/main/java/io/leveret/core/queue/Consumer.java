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
    private final ConsumerSettings settings;
    private int unacked;
    private boolean parked;
    private boolean cancelled;

    @Nullable
    Consumer previous;

    @Nullable
    Consumer next;

    public Consumer(String tag, Queue queue, DeliveryTarget target, ConsumerSettings settings) {
        this.tag = tag;
        this.queue = queue;
        this.target = target;
        this.settings = settings;
    }

    public String tag() {
        return tag;
    }

    public Queue queue() {
        return queue;
    }

    public ConsumerSettings settings() {
        return settings;
    }

    public boolean noAck() {
        return settings.noAck();
    }

    /** How long a delivery may be unacked, or {@link QueueRules#NONE}. */
    public long timeoutMillis() {
        long own = settings.timeoutMillis();
        return own != QueueRules.NONE ? own : queue.rules().consumerTimeoutMillis();
    }

    public boolean isCancelled() {
        return cancelled;
    }

    boolean hasCredit() {
        return hasOwnCredit() && target.hasRoom();
    }

    private boolean hasOwnCredit() {
        return settings.prefetch() == 0 || settings.noAck() || unacked < settings.prefetch();
    }

    void deliver(QueuedMessage message) {
        if (!settings.noAck()) {
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

    /** The channel that it is on. */
    public DeliveryTarget target() {
        return target;
    }
}
