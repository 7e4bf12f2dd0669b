package io.leveret.store.recovery;

import java.io.IOException;

/** What was promised to be durable can't be read; to go on without it is the operator's decision. */
public final class CorruptJournalException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptJournalException(String file, long offset, String expected) {
        super(file + " is corrupt at offset " + offset + ": expected " + expected
                + "; --recover-truncate goes on without what lies behind");
    }
}
