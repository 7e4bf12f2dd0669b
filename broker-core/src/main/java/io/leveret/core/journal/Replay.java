package io.leveret.core.journal;

/** Takes the journal's records in their order when a node starts; state is rebuilt by the methods that made it. */
public interface Replay {
    /** A message that {@code queueIds[i]} holds under {@code seqs[i]}; its content stays where it is until somebody wants it. */
    void enqueued(StoredMessage message, long[] queueIds, long[] seqs);

    /** Any record but {@link JournalRecord.Enqueue}. */
    void replay(JournalRecord record);
}
