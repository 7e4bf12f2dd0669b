package io.leveret.store.ledger;

import io.leveret.store.batch.JournalName;
import io.leveret.store.disk.DiskFile;

/**
 * A file of the journal and how much of it still matters. Owner: journal writer; the syncer forces {@link #file}, and the recycler gets
 * a file that nothing lives in for good.
 */
public final class JournalFile extends Home {
    public static final String DIRECTORY = JournalName.DIRECTORY;

    private final long seq;
    private final DiskFile file;
    private final long firstBatch;
    private long capacity;
    private long end;
    private int lastBatchLength;

    /** {@code firstBatch}: sequence number of the first batch that is or will be in it. */
    public JournalFile(long seq, DiskFile file, long capacity, long firstBatch) {
        this.seq = seq;
        this.file = file;
        this.capacity = capacity;
        this.firstBatch = firstBatch;
    }

    public static String name(long seq) {
        return JournalName.of(seq);
    }

    public long seq() {
        return seq;
    }

    public DiskFile file() {
        return file;
    }

    public long firstBatch() {
        return firstBatch;
    }

    /** Where the next batch goes. */
    public long end() {
        return end;
    }

    /** What the next batch names as the one before it. */
    public int lastBatchLength() {
        return lastBatchLength;
    }

    /** An empty file takes a batch of any length. */
    public boolean hasRoomFor(int length) {
        return end + length <= capacity || (end == 0 && capacity > 0);
    }

    /** A batch was written at the end. */
    public void written(int length) {
        end += length;
        lastBatchLength = length;
    }

    /** Recovery found that batches reach up to {@code newEnd}. */
    public void recovered(long newEnd, int newLastBatchLength) {
        end = newEnd;
        lastBatchLength = newLastBatchLength;
    }

    /** Nothing more is to be written to it. */
    public void seal() {
        capacity = end;
    }

    @Override
    public String toString() {
        return "journal file " + seq;
    }
}
