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
    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);
    private static final int CHUNK = 64;
    private static final int OPEN_FILES = 16;
    private static final int LARGEST_READ = 1 << 20;
    /** What is read beyond the last location of a run: its message's length is not known before. */
    private static final int LAST_MESSAGE = 1 << 14;

    private final MpscUnboundedArrayQueue<Request> requests = new MpscUnboundedArrayQueue<>(CHUNK);
    private final Map<Long, OpenFile> open = new LinkedHashMap<>(OPEN_FILES, 0.75f, true);
    private final Disk disk;
    private final Doorbell doorbell;
    private @Nullable FileWindow window;
    private @Nullable EntryReader entries;
    private long windowFile;

    MessageReader(Disk disk, Doorbell doorbell) {
        this.disk = disk;
        this.doorbell = doorbell;
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once and compared by nobody
    private record Request(long[] locations, PageListener listener) {}

    /** A file of the journal may be recycled while it is open here: the checksums tell. */
    private record OpenFile(DiskFile file, long size) {}

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
        List<@Nullable Message> messages = new ArrayList<>(request.locations.length);
        for (int i = 0; i < request.locations.length; i++) {
            messages.add(read(request.locations, i));
        }
        request.listener.loaded(messages);
        return true;
    }

    private @Nullable Message read(long[] locations, int index) {
        long location = locations[index];
        String name = JournalFile.name(Location.fileSeq(location));
        try {
            OpenFile file = open(Location.fileSeq(location), name, Location.offset(location));
            Message message = reader(file, Location.fileSeq(location)).read(location, run(locations, index), file.size);
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

    /** Octets from this location to the last one near it. */
    private static int run(long[] locations, int index) {
        long start = Location.offset(locations[index]);
        long end = start;
        for (int i = index + 1; i < locations.length; i++) {
            long next = Location.offset(locations[i]);
            boolean near = Location.fileSeq(locations[i]) == Location.fileSeq(locations[index])
                    && next >= end
                    && next <= start + LARGEST_READ - LAST_MESSAGE;
            if (!near) {
                break;
            }
            end = next;
        }
        return (int) (end - start) + LAST_MESSAGE;
    }

    private OpenFile open(long seq, String name, long offset) throws IOException {
        OpenFile file = open.get(seq);
        if (file != null && offset < file.size) {
            return file;
        }
        if (file != null) { // it has grown since
            file = new OpenFile(file.file, file.file.size());
        } else {
            if (open.size() == OPEN_FILES) {
                var eldest = open.entrySet().iterator().next();
                eldest.getValue().file.close();
                open.remove(eldest.getKey());
            }
            DiskFile opened = disk.open(name);
            file = new OpenFile(opened, opened.size());
        }
        open.put(seq, file);
        return file;
    }

    private EntryReader reader(OpenFile file, long seq) {
        if (window == null || entries == null) {
            window = new FileWindow(file.file, LARGEST_READ);
            entries = new EntryReader(window);
        } else if (windowFile != seq) {
            window.use(file.file);
        }
        windowFile = seq;
        return entries;
    }

    void close() throws IOException {
        for (OpenFile file : open.values()) {
            file.file.close();
        }
    }
}
