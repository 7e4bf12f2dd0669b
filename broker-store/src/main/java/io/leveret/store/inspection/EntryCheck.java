package io.leveret.store.inspection;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.StoredMessage;
import io.leveret.store.batch.Evicted;
import io.leveret.store.batch.Location;
import io.leveret.store.batch.RecordVisitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads every message of the journal's batches. Owner: node, or who looks at its folder while it does not run. */
final class EntryCheck implements JournalWalk.Visitor {
    private final Entries entries = new Entries();
    private long batches;
    private long records;
    private long messages;

    long batches() {
        return batches;
    }

    long records() {
        return records;
    }

    long messages() {
        return messages;
    }

    @Override
    public void batch(Batch batch, JournalWalk walk) throws IOException {
        batches++;
        records += batch.header().recordCount();
        Locations locations = new Locations();
        batch.replay(locations);
        messages += locations.all.size();
        for (long location : locations.all) {
            if (entries.read(batch.file(), location, batch.end()) == null) {
                walk.suspect(batch, Location.offset(location), "the entry of a message of batch " + batch.number());
            }
        }
    }

    private record Locations(List<Long> all) implements RecordVisitor {
        Locations() {
            this(new ArrayList<>());
        }

        @Override
        public void enqueued(long location, StoredMessage message, long[] queueIds, long[] seqs) {
            all.add(location);
        }

        @Override
        public void record(JournalRecord record) {}

        @Override
        public void evicted(Evicted evicted) {}
    }
}
