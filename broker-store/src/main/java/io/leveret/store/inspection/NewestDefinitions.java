package io.leveret.store.inspection;

import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.ledger.SnapshotFiles;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The definitions that a start would take. */
final class NewestDefinitions {
    private NewestDefinitions() {}

    /** {@link Snapshot#NONE} if there never were any; null if there is no file that is whole. Every damaged one on the way is a fault. */
    static @Nullable Snapshot read(Disk disk, FaultList faults) throws IOException {
        SnapshotFiles files = new SnapshotFiles(disk);
        boolean damaged = false;
        for (long number : files.numbers()) {
            try {
                Snapshot snapshot = files.read(number);
                if (snapshot != null) {
                    return snapshot;
                }
            } catch (DataDirectoryException e) {
                faults.add(String.valueOf(e.getMessage())); // a newer version wrote it
                return null;
            }
            damaged = true;
            faults.add(new Fault(SnapshotFiles.name(number), 0, "definitions with their checksum"));
        }
        return damaged ? null : Snapshot.NONE;
    }
}
