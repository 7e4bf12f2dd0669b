package io.leveret.core.queue;

import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue's ready messages, one {@link ReadyMessages} for each priority that was ever used: higher ones first, first in first out inside of each.
 * Most queues have a single one. Owner: core.
 */
final class ReadyLevels {
    /** One for each priority, and above them one for what comes back and goes first. */
    private final @Nullable ReadyMessages[] levels;

    private final int highestPriority;
    private final int usualPriority;
    private final MemoryLedger ledger;
    /** The level of the next message; one without messages if there is none. */
    private ReadyMessages top;

    private int topLevel;
    private int size;
    private int clearings;
    private long newest = Long.MIN_VALUE;

    /** Priorities from 0 to {@code highestPriority}; a message without one counts as {@code usualPriority}. */
    ReadyLevels(int highestPriority, int usualPriority, MemoryLedger ledger) {
        this.ledger = ledger;
        this.highestPriority = highestPriority;
        this.levels = new @Nullable ReadyMessages[highestPriority == 0 ? 1 : highestPriority + 2];
        this.usualPriority = Math.min(usualPriority, highestPriority);
        this.top = new ReadyMessages(ledger);
        levels[0] = top;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Octets of all bodies. */
    long bytes() {
        long bytes = 0;
        for (ReadyMessages level : levels) {
            bytes += level == null ? 0 : level.bytes();
        }
        return bytes;
    }

    /** Messages in memory. */
    int inMemory() {
        int packed = 0;
        for (ReadyMessages level : levels) {
            packed += level == null ? 0 : level.packed();
        }
        return size - packed;
    }

    /** The level of the next message. */
    ReadyMessages top() {
        return top;
    }

    /** All levels, the first to be delivered first; null for one that was never used. */
    @Nullable
    ReadyMessages fromTop(int index) {
        return levels[levels.length - 1 - index];
    }

    int levelCount() {
        return levels.length;
    }

    long firstSeq() {
        return top.firstSeq();
    }

    MessageRef firstRef() {
        return top.firstRef();
    }

    int firstDeliveries() {
        return top.firstDeliveries();
    }

    void removeFirst() {
        top.removeFirst();
        size--;
        settleTop();
    }

    /** The highest number; 0 if there is none. */
    long lastSeq() {
        long last = 0;
        for (ReadyMessages level : levels) {
            last = level == null || level.isEmpty() ? last : Math.max(last, level.lastSeq());
        }
        return last;
    }

    /** How often all that was here went at once. */
    int clearings() {
        return clearings;
    }

    /** When the newest of all that ever came, since {@link #ageBegins}, was taken at the latest; {@link Long#MAX_VALUE} if that is not known. */
    long newest() {
        return newest;
    }

    /** Nothing that came until now is here, or will come back. */
    void ageBegins() {
        newest = Long.MIN_VALUE;
    }

    /** Adds an entry whose sequence number is above all others, and that is durable when the journal has come to {@code position}. */
    void addLast(Entry entry, long position) {
        newest = Math.max(newest, entry.message().publishedAtMillis());
        levelFor(entry.message()).addLast(entry, position);
        size++;
    }

    /** Puts an entry at its place: where a message that comes back belongs. */
    void insert(Entry entry, long position) {
        levelFor(entry.message()).insert(entry, position);
        size++;
    }

    /** Puts an entry before all that never left, whatever its priority. */
    void insertFirst(Entry entry, long position) {
        level(levels.length - 1).insert(entry, position);
        size++;
    }

    /** Recovery: a message that the journal has. */
    void add(long seq, StoredMessage message) {
        newest = Math.max(newest, message.publishedAtMillis());
        level(levelOf(message.priority())).add(seq, message);
        size++;
    }

    /** Recovery: messages that are on disk. */
    void add(StoredRun run) {
        newest = Long.MAX_VALUE;
        ReadyMessages level = level(levelOf(run.priority()));
        int before = level.size();
        level.add(run);
        size += level.size() - before;
        settleTop();
    }

    /** Removes the message with this number, which is here: who goes on without would find it again for ever. */
    void take(long seq) {
        if (!remove(seq)) {
            throw new IllegalStateException("message " + seq + " is not ready");
        }
    }

    /** Removes the message with this number; false if there is none. */
    boolean remove(long seq) {
        for (ReadyMessages level : levels) {
            if (level != null && level.remove(seq)) {
                size--;
                settleTop();
                return true;
            }
        }
        return false;
    }

    /** Removes all messages with numbers from {@code first} to {@code last}. */
    void removeRange(long first, long last) {
        for (ReadyMessages level : levels) {
            if (level != null) {
                for (long seq = level.firstFrom(first); seq >= 0 && seq <= last; seq = level.firstFrom(seq)) {
                    level.remove(seq);
                    size--;
                }
            }
        }
        settleTop();
    }

    /** Whether the message with this number is here, in memory or not. */
    boolean has(long seq) {
        for (ReadyMessages level : levels) {
            if (level != null && level.has(seq)) {
                return true;
            }
        }
        return false;
    }

    /** The message with this number, or what is known of it while it is packed; null if it is not here. */
    @Nullable
    MessageRef find(long seq) {
        for (ReadyMessages level : levels) {
            MessageRef found = level == null ? null : level.find(seq);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Empties all levels and returns what was there. */
    List<ReadyRing> clear() {
        List<ReadyRing> rings = new ArrayList<>(1);
        for (ReadyMessages level : levels) {
            if (level != null && !level.isEmpty()) {
                rings.add(level.clear());
            }
        }
        size = 0;
        clearings++;
        settleTop();
        return rings;
    }

    private ReadyMessages levelFor(Message message) {
        return levels.length == 1 ? top : level(levelOf(message.priority()));
    }

    private int levelOf(int priority) {
        return Math.min(priority == MessageRef.NO_PRIORITY ? usualPriority : priority, highestPriority);
    }

    private ReadyMessages level(int level) {
        ReadyMessages messages = levels[level];
        if (messages == null) {
            messages = new ReadyMessages(ledger);
            levels[level] = messages;
        }
        if (level > topLevel) {
            topLevel = level;
            top = messages;
        }
        return messages;
    }

    /** The next message may be of a lower level now. */
    private void settleTop() {
        while (top.isEmpty() && topLevel > 0) {
            topLevel--;
            ReadyMessages below = levels[topLevel];
            if (below != null) {
                top = below;
            }
        }
    }
}
