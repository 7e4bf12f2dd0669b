package io.leveret.store.batch;

/** The names of the journal's files. */
public final class JournalName {
    public static final String DIRECTORY = "journal";

    private JournalName() {}

    /** The name of the journal file with this sequence number. */
    public static String of(long seq) {
        return DIRECTORY + "/j-" + seq + ".wal";
    }
}
