package io.leveret.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small ext4 file system in an image file; where that can't be had the test is skipped. To be closed whatever happens. */
final class LoopDisk implements AutoCloseable {
    private final Path folder;

    private LoopDisk(Path folder) {
        this.folder = folder;
    }

    /** Mounts a new file system of {@code mebibytes}, made in the file {@code image}, on {@code folder}. */
    static LoopDisk mount(Path image, int mebibytes, Path folder) throws IOException {
        Files.createDirectories(folder);
        prepare("fallocate", "-l", mebibytes + "MiB", image.toString());
        prepare("mkfs.ext4", "-q", "-m", "0", image.toString());
        prepare("mount", "-o", "loop", image.toString(), folder.toString());
        return new LoopDisk(folder);
    }

    private static void prepare(String... command) {
        String fault = run(command);
        assumeTrue(fault.isEmpty(), "needs root, loop devices and ext4: " + fault);
    }

    /** Returns what went wrong; nothing if nothing did. */
    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.onExit().join().exitValue() == 0 ? "" : List.of(command) + " failed: " + output.strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    long freeBytes() {
        return folder.toFile().getUsableSpace();
    }

    /** The processes that used it have ended. */
    @Override
    public void close() throws IOException {
        String fault = run("umount", folder.toString());
        if (!fault.isEmpty()) {
            run("umount", "-l", folder.toString()); // goes with its last user, and its loop device too
            throw new IOException(fault);
        }
    }
}
