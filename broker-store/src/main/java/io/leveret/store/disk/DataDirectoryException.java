package io.leveret.store.disk;

import java.io.IOException;

/** The data directory can't be used; the message is one line for the operator. */
public final class DataDirectoryException extends IOException {
    private static final String NEWER = ": run the newer Leveret that wrote it, or start with another folder";

    public DataDirectoryException(String message) {
        super(message);
    }

    /** For what only a version of Leveret newer than this one can have written; {@code what} says so. */
    public static DataDirectoryException newer(String what) {
        return new DataDirectoryException(what + NEWER);
    }

    public DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
