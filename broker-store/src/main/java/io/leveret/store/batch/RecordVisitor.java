package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.StoredMessage;

/** Takes the records of a journal file in their order. */
public interface RecordVisitor {
    /** A message lies at this location; {@code queueIds[i]} has it under {@code seqs[i]}. The arrays are given away. */
    void enqueued(long location, StoredMessage message, long[] queueIds, long[] seqs);

    /** Any record of a core's but an enqueue. */
    void record(JournalRecord record);

    void evicted(Evicted evicted);
}
