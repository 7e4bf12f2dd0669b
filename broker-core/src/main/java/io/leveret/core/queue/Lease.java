package io.leveret.core.queue;

/** How long a queue has been unused, and its end when that is too long. Owner: core. */
final class Lease extends Timed {
    private final Queue queue;
    private final QueueHost host;
    private long lastUsedMillis;

    Lease(Queue queue, QueueHost host) {
        this.queue = queue;
        this.host = host;
    }

    /** The queue was declared, asked for a message, or lost a consumer: its time begins anew. */
    void renew() {
        lastUsedMillis = host.now();
        if (!isSet()) {
            arm();
        }
    }

    /** The time it may be unused has changed. */
    void changed() {
        host.cancel(this);
        arm();
    }

    void end() {
        host.cancel(this);
    }

    @Override
    public void timeIsUp(long nowMillis) {
        long expires = queue.rules().expiresMillis();
        if (expires == QueueRules.NONE || queue.consumers().size() > 0) {
            return; // the last consumer's end renews it
        }
        if (lastUsedMillis + expires <= nowMillis) {
            host.unused(queue);
        } else {
            arm();
        }
    }

    private void arm() {
        long expires = queue.rules().expiresMillis();
        if (expires != QueueRules.NONE) {
            host.at(this, lastUsedMillis + expires);
        }
    }
}
