package io.leveret.core.journal;

/**
 * Takes what is in force when a node starts; state is rebuilt by the methods that made it. Settings come first, then exchanges, queues and
 * bindings; then each queue's {@linkplain #stored runs} in ascending order; then the {@linkplain #enqueued messages} that lie in the journal, each queue's in
 * ascending order and behind its runs of their priority; then marks ({@link JournalRecord.Delivered}, {@link JournalRecord.Requeue}, {@link JournalRecord.Settle}
 * of the highest number), which may name messages inside of runs.
 *
 * <p>Whatever sequence number or queue id a record names is never given out again, be it in a {@link JournalRecord.Settle} of a message or
 * a {@link JournalRecord.QueueDeleted} of a queue that nobody heard of: the records that showed them may be recycled.
 */
public interface Replay {
    /** A message that {@code queueIds[i]} holds under {@code seqs[i]}; its content stays where it is until somebody wants it. */
    void enqueued(StoredMessage message, long[] queueIds, long[] seqs);

    /** Messages of one queue; their contents stay where they are until somebody wants them. */
    void stored(StoredRun run);

    /** Any record but {@link JournalRecord.Enqueue}. */
    void replay(JournalRecord record);
}
