package io.leveret.store.ledger;

import io.leveret.store.cold.ColdSection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which sequence numbers of one queue are live, and where each lies: blocks of numbers that are in one file. Numbers are added in ascending order, as a
 * queue gives them out, and move by whole blocks. Settling what isn't live changes nothing, so ranges may span gaps (messages that were never
 * written). Owner: journal writer.
 */
final class LiveSeqs {
    private final long queueId;
    /** By first number; a block with no bit set is removed, unless it is the newest and may still grow. */
    private NavigableMap<Long, LiveBlock> blocks =
            Collections.emptyNavigableMap(); // most of very many queues never have any

    private @Nullable LiveBlock newest;

    LiveSeqs(long queueId) {
        this.queueId = queueId;
    }

    /** A message was written to the journal. */
    void add(long seq, JournalFile file, long location, long deadlineMillis) {
        LiveBlock block = newest;
        if (block == null || block.home() != file || !block.reaches(seq)) {
            if (block != null && block.isDead()) {
                blocks.remove(block.base());
            }
            block = new LiveBlock(queueId, seq, file);
            newest = block;
            put(block);
        }
        block.set(seq, location, deadlineMillis);
    }

    /** A snapshot has this block in a cold file. */
    void addCold(LiveBlock block) {
        put(block);
    }

    private void put(LiveBlock block) {
        if (blocks.isEmpty()) {
            blocks = new TreeMap<>();
        }
        blocks.put(block.base(), block);
    }

    /** The block with the section's first number lies in a cold file now; if nothing in it is live any more it is gone already. */
    void move(ColdSection section, ColdFile to) {
        LiveBlock block = blocks.get(section.base());
        if (block != null && !block.isDead()) {
            block.moveTo(to, section.averageEntry());
        }
    }

    /** Clears the numbers from {@code first} to {@code last}. */
    void settle(long first, long last) {
        LiveBlock tail = newest;
        if (tail != null && tail.base() <= first) {
            tail.clear(first, last); // the usual case: a consumer that keeps up
            return;
        }
        Iterator<LiveBlock> inRange = range(first, last).values().iterator();
        while (inRange.hasNext()) {
            LiveBlock block = inRange.next();
            block.clear(first, last);
            if (block.isDead() && block != newest) {
                inRange.remove();
            }
        }
    }

    boolean anyLive(long first, long last) {
        for (LiveBlock block : range(first, last).values()) {
            if (block.count(first, last) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The block in which this number is live; null if it is not. */
    @Nullable
    LiveBlock find(long seq) {
        LiveBlock tail = newest;
        if (tail != null && tail.base() <= seq) {
            return tail.isLive(seq) ? tail : null;
        }
        Map.Entry<Long, LiveBlock> floor = blocks.floorEntry(seq);
        return floor != null && floor.getValue().isLive(seq) ? floor.getValue() : null;
    }

    boolean isLive(long seq) {
        return find(seq) != null;
    }

    /** The blocks with live messages in ascending order. */
    void forEach(Consumer<LiveBlock> visitor) {
        for (LiveBlock block : blocks.values()) {
            if (!block.isDead()) {
                visitor.accept(block);
            }
        }
    }

    /** The blocks that may hold numbers of this range. */
    private NavigableMap<Long, LiveBlock> range(long first, long last) {
        if (last < first) {
            return new TreeMap<>();
        }
        Map.Entry<Long, LiveBlock> floor = blocks.floorEntry(first);
        return blocks.subMap(floor == null ? first : floor.getKey(), true, last, true);
    }
}
