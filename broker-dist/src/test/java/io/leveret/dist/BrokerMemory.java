package io.leveret.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Resident memory of the brokers that this process has started; only where there is a {@code /proc}. */
final class BrokerMemory {
    private BrokerMemory() {}

    /** Of all children of this process together: a test starts one broker at a time. */
    static long residentBytes() {
        List<ProcessHandle> brokers = ProcessHandle.current().children().toList();
        return brokers.stream().mapToLong(BrokerMemory::residentBytes).sum();
    }

    private static long residentBytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
