package io.leveret.store.disk;

import java.io.IOException;

/** What was promised to be durable can't be read; to go on without it is the operator's decision. */
public final class CorruptStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final String expected;

    /** {@code expected} is what should be at this offset of the file. */
    public CorruptStoreException(String file, long offset, String expected) {
        super(file + " is corrupt at offset " + offset + ": expected " + expected
                + "; --recover-truncate goes on without what is lost");
        this.file = file;
        this.offset = offset;
        this.expected = expected;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }

    /** What should be there. */
    public String expected() {
        return expected;
    }
}
