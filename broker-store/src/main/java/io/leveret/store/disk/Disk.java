package io.leveret.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The only door to the file system. Names are relative to the data directory, with {@code /} between folder and file. A change of a
 * folder (create, rename, delete) outlives a power cut only after {@link #forceDirectory}.
 */
public interface Disk {
    /** Opens a file that exists, for reading and writing. */
    DiskFile open(String name) throws IOException;

    /** Makes an empty file; one that exists is an error. */
    DiskFile create(String name) throws IOException;

    boolean exists(String name);

    /** The names in a folder, without the folder, sorted. */
    List<String> list(String directory) throws IOException;

    /** Makes a folder unless it exists. */
    void makeDirectory(String name) throws IOException;

    /** Replaces {@code to} if it exists. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty folder. */
    void delete(String name) throws IOException;

    /**
     * Gives a file of another disk, which is never changed again, a second name here: it goes when both names are gone. False if that can't be done, as between two file systems;
     * then it has to be copied.
     */
    boolean link(String name, Disk from, String fromName) throws IOException;

    void forceDirectory(String name) throws IOException;

    /** Locks a file against other processes until closed; {@link DataDirectoryException} if another has it. */
    Closeable lock(String name) throws IOException;

    /** Octets that can still be written to this file system; {@link Long#MAX_VALUE} if it does not tell. */
    long freeBytes() throws IOException;
}
