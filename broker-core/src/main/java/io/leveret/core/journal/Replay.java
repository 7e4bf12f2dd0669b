package io.leveret.core.journal;

/**
 * Takes what is in force when a node starts; state is rebuilt by the methods that made it. Settings come first, then exchanges, queues,
 * bindings, each queue's live messages in ascending order, and their marks.
 *
 * <p>Whatever sequence number or queue id a record names is never given out again, be it in a {@link JournalRecord.Settle} of a message or
 * a {@link JournalRecord.QueueDeleted} of a queue that nobody heard of: the records that showed them may be recycled.
 */
public interface Replay {
    /** A message that {@code queueIds[i]} holds under {@code seqs[i]}; its content stays where it is until somebody wants it. */
    void enqueued(StoredMessage message, long[] queueIds, long[] seqs);

    /** Any record but {@link JournalRecord.Enqueue}. */
    void replay(JournalRecord record);
}
