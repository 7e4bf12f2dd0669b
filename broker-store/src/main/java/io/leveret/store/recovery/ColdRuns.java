package io.leveret.store.recovery;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.MessageRef;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdReader;
import io.leveret.store.cold.ColdSection;
import io.leveret.store.cold.SectionIndex;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.ledger.LiveBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on the live messages of cold sections as runs. A section that is whole and plain is passed on by its line in the directory; otherwise its index is
 * read, never a message. Owner: node, while it starts.
 */
final class ColdRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ColdRuns.class);
    private static final int OPEN_FILES = 64;

    private final Disk disk;
    private final Ledger ledger;
    private final boolean truncate;
    private final Map<Long, DiskFile> open = new HashMap<>();
    private long messages;
    private final List<CorruptStoreException> losses = new ArrayList<>();

    ColdRuns(Disk disk, Ledger ledger, boolean truncate) {
        this.disk = disk;
        this.ledger = ledger;
        this.truncate = truncate;
    }

    long messages() {
        return messages;
    }

    /** Indices that could not be read; their messages are given up. */
    List<CorruptStoreException> losses() {
        return losses;
    }

    void replay(long number, ColdSection section, LiveBlock block, Replay to) throws IOException {
        boolean plain = !section.index().deadlines() && section.index().priority() != ColdSection.MIXED;
        if (plain && block.live() == section.count()) {
            messages += section.count();
            to.stored(new StoredRun(
                    section.queueId(),
                    section.base(),
                    block.words(),
                    section.index().priority(),
                    section.bodyOctets(),
                    section.firstPublishedAtMillis(),
                    null,
                    null));
            return;
        }
        SectionIndex index = index(number, section);
        if (index == null) {
            block.settleAll(ledger);
            return;
        }
        forgetUnknown(block, index);
        TreeSet<Integer> priorities = new TreeSet<>();
        for (int at = 0; at < index.count(); at++) {
            if (block.isLive(index.seq(at))) {
                priorities.add(index.priority(at));
            }
        }
        for (int priority : priorities) {
            to.stored(run(section, block, index, priority));
        }
    }

    private StoredRun run(ColdSection section, LiveBlock block, SectionIndex index, int priority) {
        BitSet live = new BitSet();
        long bodyOctets = 0;
        boolean timed = section.index().deadlines();
        long[] deadlines = new long[timed ? index.count() : 0];
        long[] sizes = new long[deadlines.length];
        int count = 0;
        for (int at = 0; at < index.count(); at++) {
            long seq = index.seq(at);
            if (index.priority(at) == priority && block.isLive(seq)) {
                live.set((int) (seq - section.base()));
                bodyOctets += index.bodyOctets(at);
                if (timed) {
                    deadlines[count] = index.deadline(at);
                    sizes[count] = index.bodyOctets(at);
                }
                count++;
            }
        }
        messages += count;
        boolean anyMoment = false;
        for (int i = 0; i < count && timed; i++) {
            anyMoment |= deadlines[i] != MessageRef.NO_DEADLINE;
        }
        return new StoredRun(
                section.queueId(),
                section.base(),
                live.toLongArray(),
                priority,
                bodyOctets,
                section.firstPublishedAtMillis(),
                anyMoment ? Arrays.copyOf(deadlines, count) : null,
                anyMoment ? Arrays.copyOf(sizes, count) : null);
    }

    /** What could not be read when it was moved here has been told of then, and is not live any more. */
    private void forgetUnknown(LiveBlock block, SectionIndex index) {
        BitSet live = BitSet.valueOf(block.words());
        for (int bit = live.nextSetBit(0); bit >= 0; bit = live.nextSetBit(bit + 1)) {
            if (index.find(block.base() + bit) < 0) {
                settle(block, block.base() + bit, block.base() + bit);
            }
        }
    }

    private void settle(LiveBlock block, long first, long last) {
        ledger.apply(new JournalRecord.Settle(block.queueId(), first, last));
    }

    private @Nullable SectionIndex index(long number, ColdSection section) throws IOException {
        try {
            return ColdReader.index(file(number), number, section);
        } catch (CorruptStoreException e) {
            if (!truncate) {
                throw e;
            }
            LOG.warn("messages are lost with the index of a cold section: {}", e.getMessage());
            losses.add(e);
            return null;
        }
    }

    private DiskFile file(long number) throws IOException {
        DiskFile file = open.get(number);
        if (file == null) {
            if (open.size() == OPEN_FILES) {
                close();
            }
            file = disk.open(ColdDirectory.name(number));
            open.put(number, file);
        }
        return file;
    }

    void close() throws IOException {
        for (DiskFile file : open.values()) {
            file.close();
        }
        open.clear();
    }
}
