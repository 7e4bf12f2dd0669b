package io.leveret.store.backup;

/** Hears once how a backup ended, on the backup's thread or on the one that asked for it: not to block. */
public interface BackupListener {
    void taken(Backup backup);

    /** Nothing was begun: the name is not a valid one or is taken, or another backup is under way. */
    void refused(String reason);

    /** It was given up, and what was copied is deleted. */
    void failed(String reason);
}
