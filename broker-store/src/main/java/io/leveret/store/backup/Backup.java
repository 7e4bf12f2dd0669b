package io.leveret.store.backup;

/**
 * A backup that is whole and outlives a power cut.
 *
 * @param directory its folder, which is a data directory
 * @param createdMillis the moment that it brings back, since 1970
 * @param bytes octets of its files, those included that it shares with the data directory or with other backups
 * @param millis how long it took
 */
public record Backup(String name, String directory, long createdMillis, long bytes, int files, long millis) {}
