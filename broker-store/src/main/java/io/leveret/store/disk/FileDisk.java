package io.leveret.store.disk;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the real file system. Its files are {@link FileChannel}s, not maps: a page fault would stop the virtual machine and a full
 * disk would be an InternalError. The threads that use them are never interrupted: that would close the channel.
 */
public final class FileDisk implements Disk {
    private final Path root;

    private FileDisk(Path root) {
        this.root = root;
    }

    /** Makes the directory if there is none. */
    public static FileDisk open(Path root) throws IOException {
        return open(root, "data directory");
    }

    /** {@code what} it is, as it is called where it can't be used. */
    public static FileDisk open(Path root, String what) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new DataDirectoryException(what + " " + root + " is not a directory");
        }
        try {
            makeRoot(root.toAbsolutePath());
        } catch (IOException e) {
            throw new DataDirectoryException(what + " " + root + " can't be made: " + e.getMessage(), e);
        }
        if (!Files.isReadable(root) || !Files.isExecutable(root)) {
            throw new DataDirectoryException(what + " " + root + " is not readable");
        }
        if (!Files.isWritable(root)) {
            throw new DataDirectoryException(what + " " + root + " is not writable");
        }
        return new FileDisk(root);
    }

    /** Its owner's alone, whatever the umask: there are messages and the hashes of passwords in it. */
    private static void makeRoot(Path root) throws IOException {
        boolean made = !Files.exists(root);
        makeFolders(root);
        if (made && root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** So that they outlive a power cut, as what will be in them does. */
    private static void makeFolders(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent != null && !Files.exists(folder)) {
            makeFolders(parent);
            Files.createDirectories(folder);
            force(parent);
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new Channel(FileChannel.open(root.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new Channel(FileChannel.open(
                root.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(root.resolve(name));
    }

    @Override
    public List<String> list(String directory) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(directory))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (UncheckedIOException e) { // the stream reads the directory as it goes
            throw e.getCause();
        }
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        Files.createDirectories(root.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(root.resolve(name));
    }

    @Override
    public boolean link(String name, Disk from, String fromName) throws IOException {
        if (!(from instanceof FileDisk other)) {
            return false;
        }
        try {
            Files.createLink(root.resolve(name), other.root.resolve(fromName));
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false; // another file system, one without links, or too many of them
        }
    }

    @Override
    public void forceDirectory(String name) throws IOException {
        force(root.resolve(name));
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public Closeable lock(String name) throws IOException {
        Path path = root.resolve(name);
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            String holder = new String(Files.readAllBytes(path), StandardCharsets.US_ASCII).strip();
            channel.close();
            throw new DataDirectoryException("data directory " + root + " is in use by another process"
                    + (holder.isEmpty() ? "" : " (pid " + holder + ")"));
        }
        // written over and cut then: on a full disk an emptied file could not be written again
        int length = channel.write(
                StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
        channel.truncate(length);
        return channel; // closing it releases the lock
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it
        }
    }

    @Override
    public long freeBytes() {
        File file = root.toFile(); // asks the system at once, where a FileStore would read the list of all mounts
        long free = file.getUsableSpace();
        boolean unknown = free < 0 || (free == 0 && file.getTotalSpace() == 0);
        return unknown ? Long.MAX_VALUE : free;
    }

    @Override
    public String toString() {
        return root.toString();
    }

    private record Channel(FileChannel channel) implements DiskFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long position, ByteBuffer into) throws IOException {
            int start = into.position();
            while (into.hasRemaining()) {
                if (channel.read(into, position + into.position() - start) < 0) {
                    break;
                }
            }
            return into.position() - start;
        }

        @Override
        public void write(long position, ByteBuffer from) throws IOException {
            int start = from.position();
            while (from.hasRemaining()) {
                channel.write(from, position + from.position() - start);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
