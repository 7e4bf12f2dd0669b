package io.leveret.bench;

import io.leveret.core.CoreLoop;
import io.leveret.core.journal.Durability;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import org.jspecify.annotations.Nullable;

/** Keeps a turn's records until its end and then says that they are durable: shows what the core does for the journal. Owner: core. */
final class InstantJournal implements Journal {
    /** A turn's records, oldest overwritten first: if they were dropped at once, the compiler would not even make them. */
    private final JournalRecord[] records = new JournalRecord[1024];

    private @Nullable CoreLoop loop;
    private long lastPosition;
    private boolean awaited;

    void announceTo(CoreLoop coreLoop) {
        loop = coreLoop;
    }

    @Override
    public long append(JournalRecord record) {
        records[(int) lastPosition & records.length - 1] = record;
        return ++lastPosition;
    }

    @Override
    public void beginUnit() {}

    @Override
    public void endUnit() {}

    @Override
    public void requestSync() {
        awaited = true;
    }

    @Override
    public void request(Durability durability) {
        requestSync();
    }

    @Override
    public Durability durability() {
        return Durability.FSYNC;
    }

    @Override
    public void flush() {
        if (awaited && loop != null) {
            awaited = false;
            loop.durable(lastPosition);
        }
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public boolean isDiskLow() {
        return false;
    }

    @Override
    public boolean takesPublishes() {
        return true;
    }

    @Override
    public void release() {}

    @Override
    public long lastPosition() {
        return lastPosition;
    }
}
