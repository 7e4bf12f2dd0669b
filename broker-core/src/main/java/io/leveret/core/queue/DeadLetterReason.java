package io.leveret.core.queue;

import io.leveret.core.count.Count;

/** Why a message leaves its queue without a consumer having taken it for good. */
public enum DeadLetterReason {
    /** A consumer rejected it and did not want it requeued. */
    REJECTED(Count.REJECTED),
    /** Its time to live is over. */
    EXPIRED(Count.EXPIRED),
    /** The queue was at its limit of length or octets. */
    MAXLEN(Count.MAXLEN),
    /** It came back more often than the queue's delivery limit allows. */
    DELIVERY_LIMIT(Count.DELIVERY_LIMIT);

    private final Count count;

    DeadLetterReason(Count count) {
        this.count = count;
    }

    /** What counts such messages. */
    Count count() {
        return count;
    }

    /** The word in x-death. */
    public String word() {
        return count.word();
    }
}
