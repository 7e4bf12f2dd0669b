package io.leveret.core.queue;

/** Why a message leaves its queue without a consumer having taken it for good. */
public enum DeadLetterReason {
    /** A consumer rejected it and did not want it requeued. */
    REJECTED("rejected"),
    /** Its time to live is over. */
    EXPIRED("expired"),
    /** The queue was at its limit of length or octets. */
    MAXLEN("maxlen"),
    /** It came back more often than the queue's delivery limit allows. */
    DELIVERY_LIMIT("delivery_limit");

    private final String word;

    DeadLetterReason(String word) {
        this.word = word;
    }

    /** The word in x-death. */
    public String word() {
        return word;
    }
}
