package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord;
import java.util.List;
import java.util.Map;

/**
 * What was in force when the journal file {@code covers} had been written and forced: definitions, and the queues' marks. With it, files
 * before {@code firstFile} are not needed, and of those up to {@code covers} only messages and settles are. Immutable.
 *
 * @param number the newest snapshot has the highest
 * @param firstFile the oldest journal file that a live message lies in, or the one after {@code covers}
 * @param firstBatch the sequence number of its first batch
 */
public record Snapshot(
        long number,
        long covers,
        long firstFile,
        long firstBatch,
        long highestQueueId,
        List<JournalRecord.SettingPut> settings,
        List<JournalRecord.ExchangeDeclared> exchanges,
        List<QueueMarks> queues,
        List<JournalRecord.Bound> bindings,
        Cold cold) {
    /** What holds before the first journal file. */
    public static final Snapshot NONE =
            new Snapshot(0, 0, 1, 1, 0, List.of(), List.of(), List.of(), List.of(), new Cold(0, 0, List.of()));

    /**
     * What is kept of a queue beside its messages.
     *
     * @param highest the highest sequence number ever named: none up to it is given out again
     * @param requeued delivery counts of live messages that came back
     */
    public record QueueMarks(
            JournalRecord.QueueDeclared declared, long delivered, long highest, Map<Long, Integer> requeued) {}

    /**
     * What lies in cold files.
     *
     * @param evictedThrough what was live in journal files up to this one is in cold files
     * @param highestFile the highest number of a cold file so far
     */
    public record Cold(long evictedThrough, long highestFile, List<ColdBlock> blocks) {}

    /**
     * Live messages of a queue in a cold file: bit {@code i} of {@code words} stands for the number {@code base + i}.
     *
     * @param entryOctets of a message, on average
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record ColdBlock(long file, long queueId, long base, long entryOctets, long[] words) {}

    /** Which part of the journal a snapshot stands for. */
    public record Span(long number, long covers, long firstFile, long firstBatch) {}
}
