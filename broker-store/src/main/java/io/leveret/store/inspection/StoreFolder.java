package io.leveret.store.inspection;

import io.leveret.store.batch.JournalName;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files lie in a data directory, by their numbers. */
final class StoreFolder {
    private static final Pattern JOURNAL_FILE = Pattern.compile("j-([1-9]\\d{0,10})\\.wal");
    private static final Pattern COLD_FILE = Pattern.compile("c-([1-9]\\d{0,9})\\.seg");

    private StoreFolder() {}

    /** The journal files from this one on, in their order. */
    static List<Long> journalFiles(Disk disk, long first) throws IOException {
        return numbers(disk, JournalName.DIRECTORY, JOURNAL_FILE).stream()
                .filter(seq -> seq >= first)
                .toList();
    }

    static List<Long> coldFiles(Disk disk) throws IOException {
        return numbers(disk, ColdDirectory.DIRECTORY, COLD_FILE);
    }

    private static List<Long> numbers(Disk disk, String directory, Pattern pattern) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.list(directory)) {
            Matcher file = pattern.matcher(name);
            if (file.matches()) {
                numbers.add(Long.parseLong(file.group(1)));
            }
        }
        return numbers.stream().sorted().toList();
    }
}
