package io.leveret.store.inspection;

import io.leveret.store.batch.BatchHeader;
import io.leveret.store.batch.BatchReader;
import io.leveret.store.batch.JournalName;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the batches of journal files, also behind what is damaged. A batch that is not whole is suspect until a later header says that it was synced, or
 * its file has a successor, as a file is synced before the next is made; then it is a fault. What is suspect at the end was never synced: a start cuts it off.
 * Owner: node, or who looks at its folder while it does not run.
 */
final class JournalWalk {
    private final Disk disk;
    private final long stamp;
    private final Visitor visitor;
    private final FaultList faults;
    private final List<Suspect> suspects = new ArrayList<>();
    /** The next batch; 0 = any. */
    private long expected;

    private String lastFile = "";
    private long lastEnd;

    /** Takes the batches that are whole but for their entries. */
    interface Visitor {
        void batch(Batch batch, JournalWalk walk) throws IOException;
    }

    private record Suspect(long batch, Fault fault) {}

    JournalWalk(Disk disk, long stamp, Visitor visitor, FaultList faults) {
        this.disk = disk;
        this.stamp = stamp;
        this.visitor = visitor;
        this.faults = faults;
    }

    /** Walks over these files in ascending order, the first of which begins with this batch; 0 if that is not known. */
    void walk(List<Long> files, long firstBatch) throws IOException {
        expected = firstBatch;
        long previous = 0;
        for (long seq : files) {
            confirmUpTo(Long.MAX_VALUE);
            if (previous != 0 && seq != previous + 1) {
                faults.add(new Fault(JournalName.of(previous + 1), 0, "a journal file, and there is none"));
                expected = 0;
            }
            walkFile(seq);
            previous = seq;
        }
        if (!suspects.isEmpty()) {
            Fault first = suspects.get(0).fault;
            faults.note(first.file() + " at offset " + first.offset()
                    + ": a torn tail that was never synced; a start cuts it off");
        }
    }

    /** An entry of this batch is not whole. */
    void suspect(Batch batch, long offset, String what) {
        suspects.add(new Suspect(batch.number(), new Fault(batch.fileName(), offset, what)));
    }

    private void walkFile(long seq) throws IOException {
        String name = JournalName.of(seq);
        lastFile = lastFile.isEmpty() ? name : lastFile;
        try (DiskFile file = disk.open(name)) {
            BatchReader reader = new BatchReader(file, seq, stamp);
            walkBatches(seq, file, reader);
        } catch (DataDirectoryException e) {
            faults.add(String.valueOf(e.getMessage())); // a newer version wrote it
            expected = 0;
        }
    }

    private void walkBatches(long seq, DiskFile file, BatchReader reader) throws IOException {
        String name = JournalName.of(seq);
        long gap = -1;
        for (long at = 0; at < reader.size(); ) {
            BatchHeader header = reader.header(at);
            if (header == null) {
                gap = gap < 0 ? at : gap;
                at += BatchHeader.ALIGNMENT;
                continue;
            }
            missed(
                    header,
                    gap < 0
                            ? new Fault(lastFile, lastEnd, "batch " + expected)
                            : new Fault(name, gap, "batch " + expected));
            gap = -1;
            confirmUpTo(header.durableSeq());
            Batch batch = new Batch(seq, file, reader, header, at);
            if (reader.metaIsWhole(header, at)) {
                visitor.batch(batch, this);
            } else {
                suspect(batch, at + BatchHeader.SIZE, "the meta section of batch " + batch.number());
            }
            expected = batch.number() + 1;
            at = Math.max(at + BatchHeader.ALIGNMENT, batch.end());
            lastFile = name;
            lastEnd = at;
        }
    }

    private void missed(BatchHeader found, Fault fault) {
        if (expected != 0 && found.batchSeq() != expected) {
            suspects.add(new Suspect(expected, fault));
        }
    }

    /** All up to this batch was synced. */
    private void confirmUpTo(long batch) {
        suspects.removeIf(suspect -> {
            boolean synced = suspect.batch <= batch;
            if (synced) {
                faults.add(suspect.fault);
            }
            return synced;
        });
    }
}
