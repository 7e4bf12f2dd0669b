package io.leveret.store.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A file that live messages lie in: of the journal, or a cold one. Counts them, and knows the blocks that they are in, so that nobody has to look for
 * them. Owner: journal writer.
 */
public abstract sealed class Home permits JournalFile, ColdFile {
    /** With so many blocks a look for dead ones is worth it. */
    private static final int MANY = 64;

    private final List<LiveBlock> blocks = new ArrayList<>();
    private int sweepAt = MANY;
    private long live;

    /** How many (message, queue) pairs in it are not settled. */
    public final long live() {
        return live;
    }

    /** The blocks of live messages in it. */
    public final List<LiveBlock> blocks() {
        sweep();
        return List.copyOf(blocks);
    }

    /** Forgets blocks without live messages; one that still grows comes back with the next message. */
    private void sweep() {
        blocks.removeIf(block -> {
            boolean gone = block.home() != this || block.isDead();
            if (gone && block.home() == this) {
                block.listed(false);
            }
            return gone;
        });
        sweepAt = Math.max(MANY, 2 * blocks.size());
    }

    /** Messages of this block have come, or have been settled. */
    void addLive(long change, LiveBlock block) {
        live += change;
        if (live < 0) {
            throw new IllegalStateException(this + " has " + live + " live messages");
        }
        if (change > 0 && !block.isListed()) {
            if (blocks.size() >= sweepAt) {
                sweep();
            }
            blocks.add(block);
            block.listed(true);
        } else if (live == 0) {
            sweep();
        }
    }
}
