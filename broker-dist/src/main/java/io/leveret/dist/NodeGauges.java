package io.leveret.dist;

import com.sun.management.UnixOperatingSystemMXBean;
import io.leveret.management.gauge.Gauges;
import io.leveret.store.journal.DurationHistogram;
import io.leveret.store.journal.JournalCounters;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Reads the gauges of a running broker. Immutable; what it reads changes. */
final class NodeGauges implements Gauges {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final long KIB = 1024;

    private final Path dataDir;
    private final Bounds bounds;
    private final JournalCounters journal;
    private final TurnTimes turns;
    private final IntSupplier connections;

    /** What stops publishes: octets of messages, and of free space on the disk. */
    record Bounds(long publishStopBytes, long freeDiskFloorBytes) {}

    NodeGauges(Path dataDir, Bounds bounds, JournalCounters journal, TurnTimes turns, IntSupplier connections) {
        this.dataDir = dataDir;
        this.bounds = bounds;
        this.journal = journal;
        this.turns = turns;
        this.connections = connections;
    }

    @Override
    public Reading read() {
        return new Reading(
                process(),
                memory(),
                new Disk(dataDir.toFile().getUsableSpace(), bounds.freeDiskFloorBytes()),
                journal(),
                turns.read());
    }

    private OsProcess process() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        return system instanceof UnixOperatingSystemMXBean unix
                ? new OsProcess(
                        unix.getOpenFileDescriptorCount(),
                        unix.getMaxFileDescriptorCount(),
                        connections.getAsInt(),
                        threads)
                : new OsProcess(0, 0, connections.getAsInt(), threads);
    }

    private Memory memory() {
        Runtime java = Runtime.getRuntime();
        long heap = java.totalMemory() - java.freeMemory();
        long direct = Math.max(0, PlatformDependent.usedDirectMemory());
        long collections = 0;
        long collectionMillis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            collectionMillis += Math.max(0, collector.getCollectionTime());
        }
        return new Memory(
                resident(java.totalMemory() + direct),
                heap,
                java.maxMemory(),
                direct,
                PlatformDependent.maxDirectMemory(),
                bounds.publishStopBytes(),
                collections,
                collectionMillis);
    }

    /** As Linux tells; {@code otherwise} where it does not. */
    private static long resident(long otherwise) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    String[] words = line.trim().split("\\s+", -1);
                    return Long.parseLong(words[1]) * KIB;
                }
            }
            return otherwise;
        } catch (IOException e) {
            return otherwise;
        }
    }

    private Journal journal() {
        return new Journal(
                journal.records(),
                journal.batches(),
                journal.octets(),
                journal.reads(),
                journal.octetsRead(),
                journal.octetsEvicted(),
                durations(journal.syncTimes()));
    }

    private static Durations durations(DurationHistogram times) {
        List<Long> upTo = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < times.buckets(); i++) {
            counts.add(times.count(i));
            if (i < times.buckets() - 1) {
                upTo.add(DurationHistogram.boundNanos(i));
            }
        }
        return new Durations(upTo, counts, times.totalNanos());
    }
}
