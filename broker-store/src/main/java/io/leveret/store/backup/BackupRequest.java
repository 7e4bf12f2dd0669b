package io.leveret.store.backup;

/** What somebody wants. */
record BackupRequest(String name, BackupListener listener) {}
