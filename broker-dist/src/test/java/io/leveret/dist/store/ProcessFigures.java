package io.leveret.dist.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux counts of a process, from {@code /proc}. */
final class ProcessFigures {
    private final Path folder;

    ProcessFigures(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    long residentBytes() {
        return number("status", "VmRSS:") * 1024;
    }

    /** The most that was ever resident. */
    long peakResidentBytes() {
        return number("status", "VmHWM:") * 1024;
    }

    /** Octets that the process caused to be written to a disk, counted when a page becomes dirty. */
    long writtenBytes() {
        return number("io", "write_bytes:");
    }

    /** Octets that had to be fetched from a disk: the page cache did not have them. */
    long readBytes() {
        return number("io", "read_bytes:");
    }

    private long number(String file, String name) {
        try (Stream<String> lines = Files.lines(folder.resolve(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
