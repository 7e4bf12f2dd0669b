package io.leveret.store.inspection;

import io.leveret.store.disk.CorruptStoreException;

/** At this offset of the file should be something else. */
record Fault(String file, long offset, String expected) {
    static Fault of(CorruptStoreException e) {
        return new Fault(e.file(), e.offset(), e.expected());
    }

    @Override
    public String toString() {
        return file + " at offset " + offset + ": expected " + expected;
    }
}
