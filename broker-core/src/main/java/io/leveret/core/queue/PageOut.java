package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Moves a queue's ready messages out of memory, chunk by chunk: what the journal keeps and has made durable is only forgotten here, anything else is
 * written first. Owner: core.
 */
public final class PageOut extends Timed {
    /** What could not be written is tried again after so long. */
    private static final int PAUSE_MILLIS = 1_000;

    private static final long[] UNUSED = {};

    private final Queue queue;
    private final ReadyLevels ready;
    private final StoredDeliveries deliveries;
    private final QueueHost host;

    /** Whether the host knows that there may be messages in memory. */
    private boolean told;

    /** Where to look next, in the level of each priority from the top: what is before was looked at. */
    private long[] next = UNUSED;

    /** The same for what came behind packed messages. */
    private long[] nextBehind = UNUSED;

    /** Messages that came since the host was told of those behind packed ones. */
    private int behind;

    PageOut(Queue queue, ReadyLevels ready, StoredDeliveries deliveries, QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.deliveries = deliveries;
        this.host = host;
    }

    /** What could not be written may be tried again. */
    @Override
    public void timeIsUp(long nowMillis) {
        if (!queue.isDeleted()) {
            told = true;
            host.inMemory(queue);
            queue.scheduleDelivery();
        }
    }

    /** There are messages in memory. */
    void inMemory() {
        if (next.length == 0) {
            next = new long[ready.levelCount()];
            nextBehind = new long[ready.levelCount()];
        }
        if (!told) {
            told = true;
            host.inMemory(queue);
        }
        behind++;
        if (behind >= ReadyChunk.SIZE) {
            behind = 0;
            if (ready.inMemory() < ready.size()) {
                host.behindPacked(queue);
            }
        }
    }

    /**
     * Packs, wherever memory stands, what came behind packed messages and is durable: it is wanted after them only, and what leaves memory young costs the
     * collector nothing. Returns how many it packed, about {@code budget} at most.
     */
    public int runBehindPacked(int budget, long durable) {
        int packed = 0;
        for (int i = 0; i < ready.levelCount() && packed < budget; i++) {
            ReadyMessages level = ready.fromTop(i);
            if (level != null && level.packed() > 0) {
                packed += runBehindPacked(i, level, budget - packed, durable);
            }
        }
        return packed;
    }

    private int runBehindPacked(int index, ReadyMessages level, int budget, long durable) {
        int packed = 0;
        long from = Math.max(nextBehind[index], PackedPage.firstPacked(level.ring()));
        for (ReadyChunk chunk = level.chunkFrom(from); chunk != null; chunk = level.chunkFrom(from)) {
            if (packed >= budget || !chunk.isClosed() || chunk.position() > durable) {
                break;
            }
            from = chunk.last() + 1;
            packed += pack(level, chunk, durable, false);
        }
        nextBehind[index] = from;
        return packed;
    }

    /** Whether there is anything in memory; if not, the host hears again when there is. */
    public boolean isNeeded() {
        told = ready.inMemory() > 0;
        return told;
    }

    /**
     * Packs messages behind the first {@code window} of those in memory, at most about {@code budget}, if they are durable at position {@code durable};
     * returns how many it packed or gave out to be written.
     */
    public int run(int window, int budget, long durable) {
        int packed = 0;
        for (int i = 0; i < ready.levelCount() && packed < budget; i++) {
            ReadyMessages level = ready.fromTop(i);
            if (level != null && level.size() > level.packed()) {
                packed += run(i, level, level == ready.top() ? window : 0, budget - packed, durable);
            }
        }
        return packed;
    }

    private int run(int index, ReadyMessages level, int window, int budget, long durable) {
        int packed = 0;
        long from = Math.max(next[index], PackedPage.endOfHead(level.ring(), window));
        next[index] = 0;
        for (ReadyChunk chunk = level.chunkFrom(from); chunk != null; chunk = level.chunkFrom(from)) {
            if (packed >= budget) {
                next[index] = from;
                break;
            }
            from = chunk.last() + 1;
            packed += pack(level, chunk, durable, true);
        }
        return packed;
    }

    private int pack(ReadyMessages level, ReadyChunk chunk, long durable, boolean mayWrite) {
        int count = chunk.count();
        if (chunk.position() > durable || chunk.page() != null || chunk.isStuck(host.now())) {
            return 0; // what is written here and comes back may be left to the journal then
        }
        boolean stored = true;
        for (int at = chunk.from; at < chunk.to; at++) {
            if (!deliveries.restores(chunk.seqs[at], chunk.deliveries[at])) {
                return 0;
            }
            stored &= queue.stores(chunk.message(at));
        }
        if (!stored) {
            if (!mayWrite) {
                return 0;
            }
            write(level, chunk);
            return count;
        }
        release(chunk);
        level.pack(chunk, null);
        return count;
    }

    private void release(ReadyChunk chunk) {
        for (int at = chunk.from; at < chunk.to; at++) {
            host.ledger().release(chunk.message(at));
        }
    }

    private void write(ReadyMessages level, ReadyChunk chunk) {
        List<Message> messages = new ArrayList<>(chunk.count());
        long octets = 0;
        for (int at = chunk.from; at < chunk.to; at++) {
            messages.add(chunk.message(at));
            octets += chunk.message(at).heldBytes();
        }
        Page page = new Page(level, chunk, Arrays.copyOfRange(chunk.seqs, chunk.from, chunk.to), octets);
        chunk.page(page);
        host.ledger().leaving(octets);
        host.pageOut(messages, locations -> written(page, locations));
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Page(ReadyMessages level, ReadyChunk chunk, long[] seqs, long octets) {}

    /** They were in memory until now, and some may have left: those that are still here are packed if all were written. */
    private void written(Page page, long[] locations) {
        host.ledger().leaving(-page.octets());
        ReadyChunk chunk = page.chunk();
        boolean here = chunk.page() == page && page.level().ring().indexOf(chunk) >= 0;
        boolean whole = Arrays.stream(locations).noneMatch(location -> location == 0);
        if (here) {
            chunk.page(null);
        }
        if (!here || !whole) {
            host.forget(
                    Arrays.stream(locations).filter(location -> location != 0).toArray());
            if (here) {
                chunk.stick(host.now() + PAUSE_MILLIS);
                host.at(this, host.now() + PAUSE_MILLIS);
            }
            return;
        }
        long[] kept = new long[chunk.count()];
        long[] left = new long[locations.length - kept.length];
        int at = 0;
        for (int i = 0; i < locations.length; i++) {
            if (at < kept.length && chunk.seqs[chunk.from + at] == page.seqs()[i]) {
                kept[at++] = locations[i];
            } else {
                left[i - at] = locations[i];
            }
        }
        release(chunk);
        page.level().pack(chunk, kept);
        if (left.length > 0) {
            host.forget(left);
        }
    }
}
