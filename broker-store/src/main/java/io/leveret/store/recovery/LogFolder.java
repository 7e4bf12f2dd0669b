package io.leveret.store.recovery;

import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in the journal's folder. Immutable.
 *
 * @param needed the sequence numbers from the snapshot's first file on, without a gap
 * @param unneeded names of files whose content nobody needs: older ones, spares
 */
record LogFolder(List<Long> needed, List<String> unneeded) {
    private static final Pattern JOURNAL_FILE = Pattern.compile("j-([1-9]\\d{0,10})\\.wal");

    static LogFolder list(Disk disk, Snapshot snapshot) throws IOException {
        TreeSet<Long> present = new TreeSet<>();
        List<String> unneeded = new ArrayList<>();
        for (String name : disk.list(JournalFile.DIRECTORY)) {
            Matcher journalFile = JOURNAL_FILE.matcher(name);
            if (!journalFile.matches()) {
                unneeded.add(JournalFile.DIRECTORY + "/" + name);
            } else if (Long.parseLong(journalFile.group(1)) < snapshot.firstFile()) {
                unneeded.add(JournalFile.DIRECTORY + "/" + name); // was to be recycled: the rename did not survive
            } else {
                present.add(Long.parseLong(journalFile.group(1)));
            }
        }
        long last = present.isEmpty() ? snapshot.covers() : Math.max(snapshot.covers(), present.last());
        for (long seq = snapshot.firstFile(); seq <= last; seq++) {
            if (!present.contains(seq)) {
                throw new DataDirectoryException(JournalFile.name(seq) + " is missing: the journal needs files "
                        + snapshot.firstFile() + " to " + last
                        + (snapshot.number() == 0 ? " as there is no definitions file" : ""));
            }
        }
        return new LogFolder(List.copyOf(present), unneeded);
    }
}
