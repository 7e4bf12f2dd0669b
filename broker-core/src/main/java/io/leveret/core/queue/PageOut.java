package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Moves a queue's ready messages out of memory, chunk by chunk: what the journal keeps and has made durable is only forgotten here, anything else is
 * written first. While memory is not short, what waits may become octets outside of the heap. Owner: core.
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

    /** The same for what leaves the heap while there is room. */
    private long[] nextEarly = UNUSED;

    /** Messages that came since it was last looked whether some may leave the heap early. */
    private int came;

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
            nextEarly = new long[ready.levelCount()];
        }
        if (!told) {
            told = true;
            host.inMemory(queue);
        }
        came++;
        if (came >= ReadyChunk.SIZE) {
            came = 0;
            if (host.ledger().isCompactBetter() || ready.inMemory() < ready.size()) {
                host.early(queue);
            }
        }
    }

    /**
     * Takes off the heap, wherever memory stands, what is durable and waits behind others: behind packed messages what is on disk is packed; anything else
     * is made octets, behind the first {@code window}, if the ledger has it so. What leaves the heap young costs the collector nothing. Returns how many
     * left, about {@code budget} at most.
     */
    public int runEarly(int window, int budget, long durable) {
        int left = 0;
        for (int i = 0; i < nextEarly.length && left < budget; i++) {
            ReadyMessages level = ready.fromTop(i);
            if (level != null && !level.isEmpty()) {
                left += runEarly(i, level, window, budget - left, durable);
            }
        }
        return left;
    }

    private int runEarly(int index, ReadyMessages level, int window, int budget, long durable) {
        int left = 0;
        boolean behindPacked = level.packed() > 0;
        long first = behindPacked ? PackedPage.firstPacked(level.ring()) : PackedPage.endOfHead(level.ring(), window);
        long from = Math.max(nextEarly[index], first);
        for (ReadyChunk chunk = level.chunkFrom(from); chunk != null; chunk = level.chunkFrom(from)) {
            if (left >= budget || chunk.position() > durable) {
                break;
            }
            boolean grows = !chunk.isClosed() && chunk.last() == level.lastSeq();
            if (grows && behindPacked) {
                break; // it is packed when it is full
            }
            int count = chunk.count();
            if (behindPacked && isStored(chunk) && pack(level, chunk, durable) > 0) {
                left += count;
            } else if (compact(chunk)) {
                left += count;
            } else if (grows || (!behindPacked && !host.compactor().hasRoom())) {
                break; // it is looked at once more
            }
            from = chunk.last() + 1;
        }
        nextEarly[index] = from;
        return left;
    }

    private boolean compact(ReadyChunk chunk) {
        return host.ledger().isCompactBetter() && host.compactor().hasRoom() && chunk.compact(host.compactor());
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
            if (packed >= budget || (!isStored(chunk) && !mayWrite())) {
                next[index] = from;
                break;
            }
            from = chunk.last() + 1;
            packed += pack(level, chunk, durable);
        }
        return packed;
    }

    /** Whether the journal keeps all of it. */
    private boolean isStored(ReadyChunk chunk) {
        return queue.settings().durable() && chunk.isPersistent();
    }

    /** Not while the disk has enough to write, nor (it is set then) soon after something could not be written. */
    private boolean mayWrite() {
        return !host.ledger().isDiskBehind() && !isSet();
    }

    private int pack(ReadyMessages level, ReadyChunk chunk, long durable) {
        int count = chunk.count();
        if (chunk.position() > durable || chunk.page() != null) {
            return 0; // what is written here and comes back may be left to the journal then
        }
        for (int at = chunk.from; at < chunk.to; at++) {
            if (!deliveries.restores(chunk.seq(at), chunk.deliveries(at))) {
                return 0;
            }
        }
        List<Message> messages = chunk.look();
        if (isStored(chunk)) {
            chunk.release(host.ledger());
            level.pack(chunk, messages, null);
        } else {
            write(level, chunk, messages);
        }
        return count;
    }

    private void write(ReadyMessages level, ReadyChunk chunk, List<Message> messages) {
        long octets = messages.stream().mapToLong(Message::heldBytes).sum();
        Page page = new Page(level, chunk, chunk.numbers(), messages, chunk.heldBytes(), octets);
        chunk.page(page);
        host.ledger().leaving(page.held(), octets);
        host.pageOut(messages, locations -> written(page, locations));
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Page(
            ReadyMessages level, ReadyChunk chunk, long[] seqs, List<Message> messages, long held, long octets) {}

    /** They were in memory until now, and some may have left: those that are still here are packed if all were written. */
    private void written(Page page, long[] locations) {
        host.ledger().leaving(-page.held(), -page.octets());
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
                host.at(this, host.now() + PAUSE_MILLIS);
            }
            return;
        }
        long[] kept = new long[chunk.count()];
        List<Message> messages = new ArrayList<>(kept.length);
        long[] left = new long[locations.length - kept.length];
        int at = 0;
        for (int i = 0; i < locations.length; i++) {
            if (at < kept.length && chunk.seq(chunk.from + at) == page.seqs()[i]) {
                kept[at++] = locations[i];
                messages.add(page.messages().get(i));
            } else {
                left[i - at] = locations[i];
            }
        }
        chunk.release(host.ledger());
        page.level().pack(chunk, messages, kept);
        if (left.length > 0) {
            host.forget(left);
        }
    }
}
