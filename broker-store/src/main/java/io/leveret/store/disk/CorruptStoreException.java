package io.leveret.store.disk;

import java.io.IOException;

/** What was promised to be durable can't be read; to go on without it is the operator's decision. */
public final class CorruptStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** {@code expected} is what should be at this offset of the file. */
    public CorruptStoreException(String file, long offset, String expected) {
        super(file + " is corrupt at offset " + offset + ": expected " + expected
                + "; --recover-truncate goes on without what is lost");
    }
}
