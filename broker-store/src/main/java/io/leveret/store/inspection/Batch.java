package io.leveret.store.inspection;

import io.leveret.store.batch.BatchHeader;
import io.leveret.store.batch.BatchReader;
import io.leveret.store.batch.JournalName;
import io.leveret.store.batch.RecordVisitor;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;

/** A batch whose header and meta section are whole, where it lies. */
record Batch(long fileSeq, DiskFile file, BatchReader reader, BatchHeader header, long offset) {
    String fileName() {
        return JournalName.of(fileSeq);
    }

    long number() {
        return header.batchSeq();
    }

    /** Where nothing of it can reach beyond. */
    long end() {
        return offset + header.totalLength();
    }

    void replay(RecordVisitor to) throws IOException {
        reader.replay(header, offset, to);
    }
}
