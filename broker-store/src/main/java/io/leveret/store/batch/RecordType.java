package io.leveret.store.batch;

/** The first octet of a record in a batch's meta section. */
final class RecordType {
    static final byte ENQUEUE = 1;
    static final byte SETTLE = 2;
    static final byte REQUEUE = 3;
    static final byte DELIVERED = 4;
    static final byte QUEUE_DECLARED = 16;
    static final byte QUEUE_DELETED = 17;
    static final byte EXCHANGE_DECLARED = 18;
    static final byte EXCHANGE_DELETED = 19;
    static final byte BOUND = 20;
    static final byte UNBOUND = 21;
    static final byte SETTING_PUT = 22;
    static final byte SETTING_REMOVED = 23;
    static final byte EVICTED = 24;

    /** An enqueue without its targets. */
    static final int ENQUEUE_SIZE = 35;
    /** At least what any record needs without its strings, tables and targets. */
    static final int FIXED_SIZE = 32;

    private RecordType() {}
}
