package io.leveret.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Files that are read and written as a whole: after a power cut there is the old one or the new one. */
public final class SmallFile {
    /** What a name ends in until the file is complete. */
    public static final String TEMPORARY = ".tmp";

    private SmallFile() {}

    /** Temporary file, force, rename, force the folder. {@code directory} is empty for the data directory itself. */
    public static void write(Disk disk, String directory, String name, ByteBuffer content) throws IOException {
        String path = directory.isEmpty() ? name : directory + "/" + name;
        String temporary = path + TEMPORARY;
        if (disk.exists(temporary)) {
            disk.delete(temporary);
        }
        try (DiskFile file = disk.create(temporary)) {
            file.write(0, content);
            file.force();
        }
        disk.rename(temporary, path);
        disk.forceDirectory(directory);
    }

    public static byte[] read(Disk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name)) {
            byte[] content = new byte[Math.toIntExact(file.size())];
            file.read(0, ByteBuffer.wrap(content));
            return content;
        }
    }
}
