package io.leveret.dist.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Octets that a broker has caused to be written, by two counters that are never too low: that of its process counts the whole of a large page of the page
 * cache (up to 2 MiB on ext4 with Linux 6.16 and newer) when 4 KiB of it are written; that of the disk below its folder counts what others write as well.
 * The lower of the two is nearer to the truth; on a disk of its own it is the truth.
 */
final class WrittenBytes {
    private static final int SECTORS_WRITTEN = 6;
    private static final int SECTOR = 512;

    private final ProcessFigures process;
    private final Path diskStatistics;

    WrittenBytes(ProcessFigures process, Path folder) throws IOException {
        this.process = process;
        this.diskStatistics = statistics((Long) Files.getAttribute(folder, "unix:dev"));
    }

    /** As Linux packs the numbers of a device. */
    private static Path statistics(long device) {
        long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
        long minor = (device & 0xff) | (device >>> 12 & 0xffffff00L);
        return Path.of("/sys/dev/block", major + ":" + minor, "stat");
    }

    /** Since the start of the process, and of the machine: to be compared with another reading. */
    Reading now() throws IOException {
        return new Reading(process.writtenBytes(), diskBytes());
    }

    /** Empty for a file system that is not on one block device. */
    private OptionalLong diskBytes() throws IOException {
        if (!Files.exists(diskStatistics)) {
            return OptionalLong.empty();
        }
        String[] numbers = Files.readString(diskStatistics).trim().split("\\s+", -1);
        return OptionalLong.of(Long.parseLong(numbers[SECTORS_WRITTEN]) * SECTOR);
    }

    record Reading(long process, OptionalLong disk) {
        Reading since(Reading earlier) {
            return new Reading(
                    process - earlier.process,
                    disk.isEmpty() ? disk : OptionalLong.of(disk.getAsLong() - earlier.disk.orElse(0)));
        }

        long bytes() {
            return Math.min(process, disk.orElse(Long.MAX_VALUE));
        }

        @Override
        public String toString() {
            return "%.2f MiB (of the process %.2f, of the disk %s)"
                    .formatted(
                            Report.mib(bytes()),
                            Report.mib(process),
                            disk.isEmpty() ? "unknown" : "%.2f".formatted(Report.mib(disk.getAsLong())));
        }
    }
}
