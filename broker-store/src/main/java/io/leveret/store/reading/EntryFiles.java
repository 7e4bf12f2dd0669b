package io.leveret.store.reading;

import io.leveret.core.message.Message;
import io.leveret.store.batch.EntryReader;
import io.leveret.store.batch.FileWindow;
import io.leveret.store.batch.Location;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.ledger.JournalFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages by their locations, be they in the journal or in cold files. A file may be recycled or deleted while it is open here: the checksums, which cover
 * the location, tell. Owner: reader or evictor: whoever made it.
 */
public final class EntryFiles {
    private static final int OPEN_FILES = 16;

    private final Map<Long, CountedFile> open = new LinkedHashMap<>(OPEN_FILES, 0.75f, true);
    private final Disk disk;
    private final int windowOctets;
    private final IntConsumer octetsRead;
    private @Nullable FileWindow window;
    private @Nullable EntryReader entries;

    /** {@code windowOctets}: the most that is read at once; {@code octetsRead} hears how much was. */
    public EntryFiles(Disk disk, int windowOctets, IntConsumer octetsRead) {
        this.disk = disk;
        this.windowOctets = windowOctets;
        this.octetsRead = octetsRead;
    }

    /** The name of the file that a location is in. */
    public static String name(long location) {
        return Location.isCold(location)
                ? ColdDirectory.name(Location.coldNumber(location))
                : JournalFile.name(Location.fileSeq(location));
    }

    /** Forgets what was read ahead: it may have been written since. */
    public void forgetAhead() {
        if (window != null) {
            window.forget();
        }
    }

    /** The message at this location; null if what lies there is not that message. {@code ahead} is how much to read at once. */
    public @Nullable Message read(long location, int ahead) throws IOException {
        CountedFile file = open(location);
        long limit = file.lastSize();
        Message message = reader(file).read(location, ahead, limit);
        if (message == null && file.size() > limit) {
            message = reader(file).read(location, ahead, file.lastSize()); // it has grown meanwhile
        }
        return message;
    }

    private CountedFile open(long location) throws IOException {
        long number = Location.fileSeq(location);
        CountedFile file = open.get(number);
        if (file == null) {
            if (open.size() == OPEN_FILES) {
                long eldest = open.keySet().iterator().next();
                DiskFile closed = open.remove(eldest);
                if (closed != null) {
                    closed.close();
                }
            }
            file = new CountedFile(disk.open(name(location)), octetsRead);
            open.put(number, file);
        }
        return file;
    }

    private EntryReader reader(DiskFile file) {
        if (window == null || entries == null) {
            window = new FileWindow(file, windowOctets);
            entries = new EntryReader(window);
        } else {
            window.use(file);
        }
        return entries;
    }

    /** Closes all files; what is read later opens them again. */
    public void close() throws IOException {
        for (DiskFile file : open.values()) {
            file.close();
        }
        open.clear();
        forgetAhead();
    }
}
