package io.leveret.core;

import io.leveret.core.MessagesHandled.End;
import io.leveret.core.queue.Holdings;
import io.leveret.core.queue.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Drops ready messages that somebody has named, some in each turn. Owner: core. */
final class Deletion implements BooleanSupplier {
    private static final int SLICE = 256;

    private final Queue queue;
    private final long[] seqs;
    private final Consumer<MessagesHandled> ended;
    private int next;
    private long deleted;

    Deletion(Queue queue, long[] seqs, Consumer<MessagesHandled> ended) {
        this.queue = queue;
        this.seqs = seqs;
        this.ended = ended;
    }

    /** Drops the next; false if those were the last. */
    @Override
    public boolean getAsBoolean() {
        if (queue.isDeleted()) {
            ended.accept(new MessagesHandled(deleted, End.QUEUE_GONE));
            return false;
        }
        Holdings holdings = queue.holdings();
        int end = Math.min(seqs.length, next + SLICE);
        for (; next < end; next++) {
            deleted += holdings.drop(seqs[next]) ? 1 : 0;
        }
        queue.scheduleDelivery(); // somebody may have waited for what is gone
        if (next == seqs.length) {
            ended.accept(new MessagesHandled(deleted, End.COMPLETE));
        }
        return next < seqs.length;
    }
}
