package io.leveret.management.operation;

import java.io.IOException;
import java.util.List;

/** Copies of the data directory of one moment. */
public interface BackupVault {
    /** The backups that there are, the newest first. Reads files: for a worker. */
    List<Made> list() throws IOException;

    /** Begins a backup; an empty name leaves that to the time. The answer may come on any thread. */
    void start(String name, Answer answer);

    /** A whole backup; {@code millis} is how long it took, 0 if that is not known any more. */
    record Made(String name, String directory, long createdMillis, long bytes, int files, long millis) {}

    /** Hears what has become of a backup, once. */
    interface Answer {
        void made(Made backup);

        /** It was not begun: the name is taken or none, another backup is under way, the disk has no room. */
        void refused(String why);

        void failed(String why);
    }
}
