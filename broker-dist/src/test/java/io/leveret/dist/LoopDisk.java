package io.leveret.dist;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An ext4 file system in a file, on a loop device, whose power can be cut: what was not synced by then is gone. Needs Linux, root, loop devices, mkfs.ext4
 * and python3; where something is missing the test is skipped. To be closed whatever happens.
 */
public final class LoopDisk implements AutoCloseable {
    /**
     * EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: nothing more reaches the device, not even ext4's own journal. It goes to a loop device or
     * nowhere: were the mount not there, the file system of this machine would be the one to end.
     */
    private static final String CUT = """
            import fcntl, os, struct, sys
            folder = os.open(sys.argv[1], os.O_RDONLY)
            LOOP = 7
            if os.major(os.fstat(folder).st_dev) != LOOP:
                sys.exit(sys.argv[1] + " is not on a loop device")
            print("ready", flush=True)
            sys.stdin.readline()
            fcntl.ioctl(folder, 0x8004587d, struct.pack("I", 2))
            """;

    private final Path image;
    private final Path folder;
    private boolean mounted;

    private LoopDisk(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** What is missing here, if anything. */
    private static Optional<String> obstacle() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("not root");
        }
        if (!Files.exists(Path.of("/dev/loop-control"))) {
            return Optional.of("no loop devices");
        }
        return Stream.of("mkfs.ext4", "mount", "umount", "python3")
                .filter(command -> !isOnPath(command))
                .map(command -> "no " + command)
                .findFirst();
    }

    private static boolean isOnPath(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** Makes the image and the folder, and mounts the one at the other. */
    public static LoopDisk create(Path image, Path folder, long bytes) {
        obstacle().ifPresent(obstacle -> abort("no disk can be made here: " + obstacle));
        try {
            return made(image, folder, bytes);
        } catch (IOException e) {
            return abort("no disk can be made here: " + e.getMessage());
        }
    }

    private static LoopDisk made(Path image, Path folder, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        }
        LoopDisk disk = new LoopDisk(image, Files.createDirectory(folder));
        run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        disk.mount();
        return disk;
    }

    long freeBytes() {
        return folder.toFile().getUsableSpace();
    }

    /**
     * From now on every write and sync fails, and what was not synced before is lost. {@code justBefore} runs a moment before that.
     *
     * <p>A sync that is under way when the power goes may return as if it had succeeded: the octets of a file that grows are on the device, but that they belong
     * to the file is not, and ext4 tells nobody. A machine without power would tell nobody either, so what is heard after {@code justBefore} proves nothing.
     */
    public void cutPower(Runnable justBefore) throws IOException {
        Process process = start("python3", "-c", CUT, folder.toString());
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String answer = output.readLine();
        justBefore.run();
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write("\n");
        } catch (IOException e) {
            // it has ended, and says below why
        }
        String failure = "ready".equals(answer) ? "" : answer + "\n";
        awaitEnd("cut", process, failure + output.lines().collect(Collectors.joining("\n")));
    }

    /** After a cut, when nobody has files open: mounts what is on the device, as a start of the machine does. */
    public void powerOn() throws IOException {
        unmount();
        mount();
    }

    private void mount() throws IOException {
        run("mount", "-o", "loop", "-t", "ext4", image.toString(), folder.toString());
        mounted = true;
    }

    private void unmount() throws IOException {
        run("umount", folder.toString());
        mounted = false;
    }

    private static void run(String... command) throws IOException {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        awaitEnd(command[0], process, output);
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitEnd(String what, Process process, String output) throws IOException {
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(what + " failed: " + output.strip());
        }
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            run("umount", "--lazy", folder.toString());
            mounted = false;
        }
        Files.delete(image);
    }
}
