package io.leveret.store.eviction;

import io.leveret.store.batch.Evicted;
import io.leveret.store.cold.ColdDirectory;
import java.util.List;

/** What a round has moved: durable, but not in force until the journal says so. {@code into} are the new cold files. */
public record Moved(long through, List<ColdDirectory> into) {
    /** The round failed. */
    static final Moved NOTHING = new Moved(-1, List.of());

    boolean isNothing() {
        return through < 0;
    }

    /** What the journal is to say. */
    public Evicted record() {
        return new Evicted(through, into.stream().map(ColdDirectory::number).toList());
    }
}
