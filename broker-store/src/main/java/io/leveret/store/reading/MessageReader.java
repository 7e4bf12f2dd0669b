package io.leveret.store.reading;

import io.leveret.core.journal.MessageStore.PageListener;
import io.leveret.core.message.Message;
import io.leveret.store.batch.Location;
import io.leveret.store.cold.ColdShelf;
import io.leveret.store.cold.SectionIndex;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads messages back, neighbours with one read. Owner: reader. */
public final class MessageReader {
    /** An answer ends with the message that reaches this: large messages come in short pages. */
    private static final long PAGE_OCTETS = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);
    private static final int LARGEST_READ = 1 << 20;
    /** What is read beyond the last location of a run: its message's length is not known before. */
    private static final int LAST_MESSAGE = 1 << 14;

    private final Disk disk;
    private final PlaceDesk desk;
    private final EntryFiles files;
    private final ColdShelf shelf;

    /** {@code octetsRead} hears how much was read. */
    public MessageReader(Disk disk, long stamp, PlaceDesk desk, IntConsumer octetsRead) {
        this.disk = disk;
        this.desk = desk;
        this.files = new EntryFiles(disk, LARGEST_READ, octetsRead);
        this.shelf = new ColdShelf(disk, stamp);
    }

    /** As {@link io.leveret.core.journal.MessageStore#load}; called by any core. */
    public void load(long queueId, long[] seqs, PageListener listener) {
        desk.ask(new PageOrder(queueId, seqs, listener));
    }

    /** Answers one order; false if there is none. */
    public boolean answerNext() throws IOException {
        PageOrder order = desk.poll();
        if (order == null) {
            files.close(); // what was deleted meanwhile gives its space back
            return false;
        }
        files.forgetAhead();
        findCold(order);
        List<@Nullable Message> messages = read(order);
        if (messages.contains(null) && order.tryAgain()) {
            desk.ask(order); // they may have moved since
            return true;
        }
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) == null) {
                complain(order, i);
            }
        }
        order.listener.loaded(messages);
        return true;
    }

    /** Finds the locations of what lies in cold files, by their indices. */
    private void findCold(PageOrder order) {
        for (int i = 0; i < order.seqs.length; i++) {
            if (order.coldFiles[i] != 0) {
                SectionIndex index = index(order, i);
                int at = index == null ? -1 : index.find(order.seqs[i]);
                if (index != null && at >= 0) {
                    order.locations[i] = Location.ofCold(order.coldFiles[i], index.offset(at));
                    order.deadlines[i] = index.deadline(at);
                }
            }
        }
    }

    private @Nullable SectionIndex index(PageOrder order, int at) {
        long number = order.coldFiles[at];
        try {
            return shelf.index(number, order.queueId, order.seqs[at]);
        } catch (CorruptStoreException e) {
            LOG.error("messages of queue id={} can't be found: {}", order.queueId, e.getMessage());
        } catch (IOException e) {
            shelf.forget(number); // it may have been rewritten
        }
        return null;
    }

    private List<@Nullable Message> read(PageOrder order) {
        long[] locations = order.locations;
        List<@Nullable Message> messages = new ArrayList<>(locations.length);
        int runEnd = 0;
        long octets = 0;
        for (int i = 0; i < locations.length && octets < PAGE_OCTETS; i++) {
            if (i == runEnd) {
                runEnd = runEnd(locations, i);
            }
            long ahead = Location.offset(locations[runEnd - 1]) - Location.offset(locations[i]) + LAST_MESSAGE;
            Message message = locations[i] == 0 ? null : read(locations[i], (int) ahead);
            messages.add(message == null ? null : message.dueAt(order.deadlines[i]));
            octets += message == null ? 0 : message.heldBytes();
        }
        return messages;
    }

    private @Nullable Message read(long location, int ahead) {
        try {
            return files.read(location, ahead);
        } catch (IOException e) {
            LOG.debug("file={} offset={}: {}", EntryFiles.name(location), Location.offset(location), e.toString());
            return null;
        }
    }

    private void complain(PageOrder order, int at) {
        long location = order.locations[at];
        if (location != 0 && disk.exists(EntryFiles.name(location))) {
            LOG.error(
                    "message set aside, its checksum does not fit: file={} offset={} queue id={} seq={}",
                    EntryFiles.name(location),
                    Location.offset(location),
                    order.queueId,
                    order.seqs[at]);
        } else {
            LOG.debug("a settled message was asked for: queue id={} seq={}", order.queueId, order.seqs[at]);
        }
    }

    /** Index behind the locations that are worth one read together with the one at {@code index}: ascending, and near. */
    private static int runEnd(long[] locations, int index) {
        long limit = locations[index] + ((LARGEST_READ - LAST_MESSAGE) >>> 3); // a location counts units of 8 octets
        int end = index + 1;
        while (end < locations.length
                && Location.fileSeq(locations[end]) == Location.fileSeq(locations[index])
                && locations[end] >= locations[end - 1]
                && locations[end] <= limit) {
            end++;
        }
        return end;
    }

    public void close() throws IOException {
        files.close();
    }
}
