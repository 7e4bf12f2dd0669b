package io.leveret.store.journal;

import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import io.leveret.store.batch.EntryReader;
import io.leveret.store.batch.FileWindow;
import io.leveret.store.batch.Location;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.intake.Doorbell;
import io.leveret.store.ledger.JournalFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads messages back, neighbours with one read. Its queue is bounded by the callers: each queue has one request under way. Owner: reader.
 */
final class MessageReader implements MessageStore, Worker {
    /** An answer ends with the message that reaches this: large messages come in short pages. */
    private static final long PAGE_OCTETS = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);
    private static final int CHUNK = 64;
    private static final long NONE = -1;
    private static final int OPEN_FILES = 16;
    private static final int LARGEST_READ = 1 << 20;
    /** What is read beyond the last location of a run: its message's length is not known before. */
    private static final int LAST_MESSAGE = 1 << 14;

    private final MpscUnboundedArrayQueue<Request> requests = new MpscUnboundedArrayQueue<>(CHUNK);
    /** A file may be recycled while it is open here: the checksums, which cover the location, tell. */
    private final Map<Long, DiskFile> open = new LinkedHashMap<>(OPEN_FILES, 0.75f, true);

    private final Disk disk;
    private final JournalCounters counters;
    private final Doorbell doorbell;
    private @Nullable FileWindow window;
    private @Nullable EntryReader entries;
    private long windowFile = NONE;

    MessageReader(Disk disk, JournalCounters counters, Doorbell doorbell) {
        this.disk = disk;
        this.counters = counters;
        this.doorbell = doorbell;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once and compared by nobody
    private record Request(long[] locations, PageListener listener) {}

    @Override
    public void load(long[] locations, PageListener listener) {
        requests.offer(new Request(locations, listener));
        doorbell.ring();
    }

    @Override
    public String name() {
        return "journal-reader";
    }

    @Override
    public boolean doWork() {
        Request request = requests.poll();
        if (request == null) {
            return false;
        }
        windowFile = NONE; // what it read ahead for the last request may have been written since
        List<@Nullable Message> messages = new ArrayList<>(request.locations.length);
        int runEnd = 0;
        long octets = 0;
        for (int i = 0; i < request.locations.length && octets < PAGE_OCTETS; i++) {
            if (i == runEnd) {
                runEnd = runEnd(request.locations, i);
            }
            long location = request.locations[i];
            long ahead = Location.offset(request.locations[runEnd - 1]) - Location.offset(location) + LAST_MESSAGE;
            Message message = read(location, (int) ahead);
            messages.add(message);
            octets += message == null ? 0 : message.heldBytes();
        }
        request.listener.loaded(messages);
        return true;
    }

    private @Nullable Message read(long location, int ahead) {
        long seq = Location.fileSeq(location);
        String name = JournalFile.name(seq);
        try {
            DiskFile file = open(seq, name);
            Message message = reader(file, seq).read(location, ahead, file.size());
            if (message == null) {
                complain(name, location, "its checksum does not fit");
            }
            return message;
        } catch (IOException e) {
            complain(name, location, e.toString());
            return null;
        }
    }

    private void complain(String name, long location, String why) {
        if (disk.exists(name)) {
            LOG.error("message set aside: file={} offset={}: {}", name, Location.offset(location), why);
        } else {
            LOG.debug("a settled message was asked for: file={}", name); // its file is recycled
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

    private DiskFile open(long seq, String name) throws IOException {
        DiskFile file = open.get(seq);
        if (file == null) {
            if (open.size() == OPEN_FILES) {
                long eldest = open.keySet().iterator().next();
                DiskFile closed = open.remove(eldest);
                if (closed != null) {
                    closed.close();
                }
            }
            file = new CountedFile(disk.open(name), counters);
            open.put(seq, file);
        }
        return file;
    }

    private EntryReader reader(DiskFile file, long seq) {
        if (window == null || entries == null) {
            window = new FileWindow(file, LARGEST_READ);
            entries = new EntryReader(window);
        } else if (windowFile != seq) {
            window.use(file);
        }
        windowFile = seq;
        return entries;
    }

    void close() throws IOException {
        for (DiskFile file : open.values()) {
            file.close();
        }
    }
}
