package io.leveret.store.inspection;

import io.leveret.store.batch.Location;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdReader;
import io.leveret.store.cold.ColdSection;
import io.leveret.store.cold.SectionIndex;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads cold files from end to end. Owner: node, or who looks at its folder while it does not run. */
final class ColdCheck {
    /** Larger messages may be in several sections and are read once. */
    private static final long LARGE = 1 << 10;

    private final Disk disk;
    private final long stamp;
    private final FaultList faults;
    private final Entries entries = new Entries();
    private long sections;
    private long messages;

    ColdCheck(Disk disk, long stamp, FaultList faults) {
        this.disk = disk;
        this.stamp = stamp;
        this.faults = faults;
    }

    long sections() {
        return sections;
    }

    long messages() {
        return messages;
    }

    void check(long number) throws IOException {
        String name = ColdDirectory.name(number);
        if (!disk.exists(name)) {
            faults.add(new Fault(name, 0, "a cold file, and there is none"));
            return;
        }
        try (DiskFile file = disk.open(name)) {
            checkHeader(file, number);
            ColdDirectory directory = ColdReader.directory(file, number, stamp);
            Set<Long> large = new HashSet<>();
            for (ColdSection section : directory.sections()) {
                sections++;
                SectionIndex index = index(file, number, section);
                if (index != null) {
                    checkEntries(file, directory, index, large);
                }
            }
        } catch (CorruptStoreException e) {
            faults.add(Fault.of(e));
        } catch (DataDirectoryException e) {
            faults.add(String.valueOf(e.getMessage())); // a newer version wrote it
        }
    }

    private void checkHeader(DiskFile file, long number) throws IOException {
        try {
            ColdReader.checkHeader(file, number, stamp);
        } catch (CorruptStoreException e) {
            faults.add(Fault.of(e));
        }
    }

    private @Nullable SectionIndex index(DiskFile file, long number, ColdSection section) throws IOException {
        try {
            return ColdReader.index(file, number, section);
        } catch (CorruptStoreException e) {
            faults.add(Fault.of(e));
            return null;
        }
    }

    private void checkEntries(DiskFile file, ColdDirectory directory, SectionIndex index, Set<Long> large)
            throws IOException {
        for (int at = 0; at < index.count(); at++) {
            long offset = index.offset(at);
            messages++;
            if (index.bodyOctets(at) > LARGE && !large.add(offset)) {
                continue;
            }
            if (entries.read(file, Location.ofCold(directory.number(), offset), directory.octets()) == null) {
                faults.add(new Fault(ColdDirectory.name(directory.number()), offset, "the entry of a message"));
            }
        }
    }
}
