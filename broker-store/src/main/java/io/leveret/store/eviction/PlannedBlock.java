package io.leveret.store.eviction;

import io.leveret.core.message.MessageRef;
import io.leveret.store.batch.Location;
import io.leveret.store.ledger.ColdFile;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.LiveBlock;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What was live of a block when a round was planned, and where: a copy for another thread. Immutable. */
final class PlannedBlock {
    static final Comparator<PlannedBlock> ORDER =
            Comparator.comparingLong((PlannedBlock block) -> block.queueId).thenComparingLong(block -> block.base);

    private final long queueId;
    private final long base;
    private final long[] words;
    private final long journalFile;
    private final long coldFile;
    private final int[] places;
    private final long @Nullable [] deadlines;

    PlannedBlock(LiveBlock block) {
        queueId = block.queueId();
        base = block.base();
        words = block.words();
        journalFile = block.home() instanceof JournalFile file ? file.seq() : 0;
        coldFile = block.home() instanceof ColdFile file ? file.number() : 0;
        places = block.places();
        deadlines = block.deadlines();
    }

    long queueId() {
        return queueId;
    }

    long base() {
        return base;
    }

    boolean isCold() {
        return journalFile == 0;
    }

    /** Number of the cold file. */
    long coldFile() {
        return coldFile;
    }

    /** The first live number from this one on; -1 if there is none. */
    long firstFrom(long seq) {
        int bit = (int) (seq - base);
        for (int word = bit >>> 6; word < words.length; word++) {
            long rest = words[word];
            if (word == bit >>> 6) {
                rest &= -1L << bit;
            }
            if (rest != 0) {
                return base + 64L * word + Long.numberOfTrailingZeros(rest);
            }
        }
        return -1;
    }

    /** Where the journal has a live message. */
    long location(long seq) {
        return Location.of(journalFile, (long) places[(int) (seq - base)] << 3);
    }

    /** The moment that the journal has for a live message. */
    long deadline(long seq) {
        int bit = (int) (seq - base);
        return deadlines == null || bit >= deadlines.length ? MessageRef.NO_DEADLINE : deadlines[bit];
    }
}
