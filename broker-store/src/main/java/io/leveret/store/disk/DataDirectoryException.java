package io.leveret.store.disk;

import java.io.IOException;

/** The data directory can't be used; the message is one line for the operator. */
public final class DataDirectoryException extends IOException {
    public DataDirectoryException(String message) {
        super(message);
    }

    public DataDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
