package io.leveret.store.paging;

import io.leveret.core.journal.MessageStore.PageListener;
import io.leveret.core.journal.MessageStore.PagedOutListener;
import io.leveret.core.message.Message;
import io.leveret.store.batch.BatchOutput;
import io.leveret.store.batch.EntryEncoder;
import io.leveret.store.batch.EntryReader;
import io.leveret.store.batch.FileWindow;
import io.leveret.store.batch.Location;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.intake.Doorbell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages out of memory and reads them back, one file after the other; a file goes when none of its messages is wanted any more. Nothing is forced, and
 * the next start begins with an empty folder. A failing write leaves the messages in memory. What waits here is bounded by the cores: each queue has few
 * orders under way. Owner: pager.
 */
public final class Pager {
    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);
    private static final int CHUNK = 64;
    private static final long FILE_OCTETS = 64 << 20;
    /** An answer ends with the message that reaches this. */
    private static final long PAGE_OCTETS = 1 << 20;

    private static final int WINDOW = 1 << 18;
    private static final int AHEAD = 1 << 16;
    private static final int DEADLINE = 8;

    private final Disk disk;
    private final Doorbell doorbell;
    private final MpscUnboundedArrayQueue<Order> orders = new MpscUnboundedArrayQueue<>(CHUNK);
    private final Map<Long, PagedFile> files = new HashMap<>();
    private final ByteBuffer deadline = ByteBuffer.allocate(DEADLINE);
    private final EntryEncoder encoder = new EntryEncoder();
    private @Nullable BatchOutput out;
    private @Nullable FileWindow window;
    private @Nullable EntryReader entries;
    private @Nullable PagedFile current;
    private long lastNumber;

    /** What a core wants. */
    private interface Order {
        void run() throws IOException;
    }

    public Pager(Disk disk, Doorbell doorbell) {
        this.disk = disk;
        this.doorbell = doorbell;
    }

    /** Before the start: what an earlier life left is not wanted. */
    public static void clear(Disk disk) throws IOException {
        disk.makeDirectory(PagedFile.DIRECTORY);
        for (String name : disk.list(PagedFile.DIRECTORY)) {
            disk.delete(PagedFile.DIRECTORY + "/" + name);
        }
    }

    /** As {@link io.leveret.core.journal.MessageStore#pageOut}; called by any core. */
    public void pageOut(List<Message> messages, PagedOutListener listener) {
        order(() -> listener.pagedOut(write(messages)));
    }

    /** As {@link io.leveret.core.journal.MessageStore#loadPaged}; called by any core. */
    public void load(long[] locations, PageListener listener) {
        order(() -> listener.loaded(read(locations)));
    }

    /** As {@link io.leveret.core.journal.MessageStore#forget}; called by any core. */
    public void forget(long[] locations) {
        order(() -> drop(locations));
    }

    private void order(Order order) {
        orders.offer(order);
        doorbell.ring();
    }

    /** Does one thing; false if there is none. */
    public boolean doWork() throws IOException {
        Order order = orders.poll();
        if (order == null) {
            return false;
        }
        order.run();
        return true;
    }

    private long[] write(List<Message> messages) throws IOException {
        long[] locations = new long[messages.size()];
        int begun = 0;
        try {
            PagedFile file = fileForMore();
            BatchOutput output = output();
            output.begin();
            for (int i = 0; i < locations.length; i++) {
                if (file.end() + output.length() >= FILE_OCTETS) {
                    flush(file, output, i - begun);
                    begun = i;
                    file = fileForMore();
                }
                deadline.putLong(0, messages.get(i).deadlineMillis());
                output.put(deadline.array(), DEADLINE, file.file(), file.end());
                long location = Location.of(file.number(), file.end() + output.length());
                encoder.write(messages.get(i), location, output, file.file(), file.end());
                locations[i] = location;
            }
            flush(file, output, locations.length - begun);
            return locations;
        } catch (IOException e) {
            LOG.warn(
                    "{} messages could not be written out of memory and stay there: {}",
                    locations.length,
                    e.toString());
            drop(Arrays.copyOf(locations, begun));
            return new long[locations.length];
        }
    }

    private static void flush(PagedFile file, BatchOutput output, int messages) throws IOException {
        output.flush(file.file(), file.end());
        file.added(file.end() + output.length(), messages);
        output.begin();
    }

    private PagedFile fileForMore() throws IOException {
        PagedFile file = current;
        if (file == null || file.end() >= FILE_OCTETS) {
            lastNumber++;
            PagedFile full = file;
            file = new PagedFile(lastNumber, disk.create(PagedFile.name(lastNumber)));
            files.put(lastNumber, file);
            current = file;
            if (full != null && full.isUnwanted()) {
                delete(full);
            }
        }
        return file;
    }

    private BatchOutput output() {
        BatchOutput used = out;
        if (used == null) {
            used = new BatchOutput();
            out = used;
        }
        return used;
    }

    private List<@Nullable Message> read(long[] locations) {
        List<@Nullable Message> messages = new ArrayList<>(locations.length);
        if (window != null) {
            window.forget();
        }
        long octets = 0;
        for (int i = 0; i < locations.length && octets < PAGE_OCTETS; i++) {
            Message message = read(locations[i]);
            messages.add(message);
            octets += message == null ? 0 : message.heldBytes();
        }
        return messages;
    }

    private @Nullable Message read(long location) {
        PagedFile file = files.get(Location.fileSeq(location));
        if (file == null) {
            return null; // it was dropped meanwhile
        }
        try {
            EntryReader reader = entries(file.file());
            long dueMillis = deadline(location);
            Message message = reader.read(location, AHEAD, file.end());
            if (message == null) {
                LOG.error(
                        "paged out message set aside, its checksum does not fit: file={}",
                        PagedFile.name(file.number()));
                return null;
            }
            message.storedAt(0); // it is the core's again, which may page it out once more
            return message.dueAt(dueMillis);
        } catch (IOException e) {
            LOG.error("paged out message set aside: file={}: {}", PagedFile.name(file.number()), e.toString());
            return null;
        }
    }

    /** The moment that the message waits for stands before it: its properties need not say so. */
    private long deadline(long location) throws IOException {
        FileWindow used = window;
        if (used == null) {
            throw new IllegalStateException("nothing was read yet");
        }
        used.seek(Location.offset(location) - DEADLINE, DEADLINE, AHEAD);
        used.read(deadline.array());
        return deadline.getLong(0);
    }

    private EntryReader entries(DiskFile file) {
        FileWindow used = window;
        EntryReader reader = entries;
        if (used == null || reader == null) {
            used = new FileWindow(file, WINDOW);
            reader = new EntryReader(used);
            window = used;
            entries = reader;
        } else {
            used.use(file);
        }
        return reader;
    }

    private void drop(long[] locations) throws IOException {
        for (long location : locations) {
            PagedFile file = files.get(Location.fileSeq(location));
            if (file != null && file.forget() && file != current) {
                delete(file);
            }
        }
    }

    private void delete(PagedFile file) throws IOException {
        files.remove(file.number());
        file.file().close();
        disk.delete(PagedFile.name(file.number()));
    }

    /** Closes all files; what is in them is lost. */
    public void close() throws IOException {
        for (PagedFile file : files.values()) {
            file.file().close();
        }
        files.clear();
        current = null;
    }
}
