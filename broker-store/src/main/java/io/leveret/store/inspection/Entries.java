package io.leveret.store.inspection;

import io.leveret.core.message.Message;
import io.leveret.store.batch.EntryReader;
import io.leveret.store.batch.FileWindow;
import io.leveret.store.disk.DiskFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads messages of one file after the other through one window. Owner: node, or who looks at its folder while it does not run. */
final class Entries {
    private static final int WINDOW = 1 << 18;

    private @Nullable FileWindow window;
    private @Nullable EntryReader reader;

    /** The message at this location of the file; null if it is not whole. {@code limit}: it can't reach beyond. */
    @Nullable
    Message read(DiskFile file, long location, long limit) throws IOException {
        FileWindow used = window;
        EntryReader entries = reader;
        if (used == null || entries == null) {
            used = new FileWindow(file, WINDOW);
            entries = new EntryReader(used);
            window = used;
            reader = entries;
        }
        used.use(file);
        return entries.read(location, WINDOW, limit);
    }
}
