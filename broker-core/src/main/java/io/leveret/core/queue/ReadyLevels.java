package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.function.BiConsumer;
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
    /** The level of the next message; one without messages if there is none. */
    private ReadyMessages top;

    private int topLevel;
    private int size;

    /** Priorities from 0 to {@code highestPriority}; a message without one counts as {@code usualPriority}. */
    ReadyLevels(int highestPriority, int usualPriority) {
        this.highestPriority = highestPriority;
        this.levels = new @Nullable ReadyMessages[highestPriority == 0 ? 1 : highestPriority + 2];
        this.usualPriority = Math.min(usualPriority, highestPriority);
        this.top = new ReadyMessages();
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

    /** Entries whose message is not in memory. */
    int unloaded() {
        if (levels.length == 1) {
            return top.unloaded();
        }
        int unloaded = 0;
        for (ReadyMessages level : levels) {
            unloaded += level == null ? 0 : level.unloaded();
        }
        return unloaded;
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

    /** Adds an entry whose sequence number is above all others. */
    void addLast(Entry entry) {
        levelFor(entry.ref()).addLast(entry);
        size++;
    }

    /** Puts an entry at its place: where a message that comes back belongs. */
    void insert(Entry entry) {
        levelFor(entry.ref()).insert(entry);
        size++;
    }

    /** Puts an entry before all that never left, whatever its priority. */
    void insertFirst(Entry entry) {
        level(levels.length - 1).insert(entry);
        size++;
    }

    /** Removes the entry with this number; false if there is none. */
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

    /** Removes all entries with numbers from {@code first} to {@code last}. */
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

    /** The message with this number, or null if it is not here. */
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

    /** The message with this number came from the store; returns what is kept of it, or null if its entry is gone meanwhile. */
    @Nullable
    Message attach(long seq, Message message) {
        for (ReadyMessages level : levels) {
            Message kept = level == null ? null : level.attach(seq, message);
            if (kept != null) {
                return kept;
            }
        }
        return null;
    }

    /** Sets the delivery state of the entry with this number, if there is one. */
    void setDeliveries(long seq, int deliveries) {
        for (ReadyMessages level : levels) {
            if (level != null) {
                level.setDeliveries(seq, deliveries);
            }
        }
    }

    /** Marks every entry from {@code first} to {@code upTo} as delivered before. */
    void markDelivered(long first, long upTo) {
        for (ReadyMessages level : levels) {
            if (level != null) {
                level.markDelivered(first, upTo);
            }
        }
    }

    /** The entries without a message that are next to be taken, all of one level and thus in ascending order; at most so many. */
    long[] firstUnloaded(int most) {
        for (int level = topLevel; level >= 0; level--) {
            ReadyMessages messages = levels[level];
            if (messages != null && messages.unloaded() > 0) {
                long[] seqs = new long[Math.min(most, messages.unloaded())];
                messages.firstUnloaded(seqs);
                return seqs;
            }
        }
        return new long[0];
    }

    /** Calls {@code visitor} with number and message of every entry, in the order of delivery. */
    void forEach(BiConsumer<Long, MessageRef> visitor) {
        for (int level = topLevel; level >= 0; level--) {
            ReadyMessages messages = levels[level];
            if (messages != null) {
                messages.forEach(visitor);
            }
        }
    }

    /** Forgets all, and what {@code ledger} knows of it. */
    void clear(MemoryLedger ledger) {
        forEach((seq, ref) -> {
            if (ref instanceof Message message) {
                ledger.release(message);
            }
        });
        for (ReadyMessages level : levels) {
            if (level != null) {
                level.clear();
            }
        }
        size = 0;
        settleTop();
    }

    private ReadyMessages levelFor(MessageRef ref) {
        if (levels.length == 1) {
            return top;
        }
        int priority = ref.priority();
        return level(Math.min(priority == MessageRef.NO_PRIORITY ? usualPriority : priority, highestPriority));
    }

    private ReadyMessages level(int level) {
        ReadyMessages messages = levels[level];
        if (messages == null) {
            messages = new ReadyMessages();
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
