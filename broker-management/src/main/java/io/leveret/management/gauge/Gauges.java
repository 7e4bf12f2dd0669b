package io.leveret.management.gauge;

import java.util.List;

/** What can be read off the process, its disk, its journal and its cores. Any thread may ask; an answer takes some system calls. */
public interface Gauges {
    Reading read();

    /** All gauges at one moment. */
    record Reading(OsProcess process, Memory memory, Disk disk, Journal journal, Durations coreTurns) {}

    /** Descriptors, of which some are sockets; 0 where the system does not tell. */
    record OsProcess(long openFiles, long maxFiles, long openSockets, int threads) {}

    /**
     * Octets. {@code directBytes} are outside of the heap; {@code publishStopBytes} is what messages of all virtual hosts may hold together before publishes have to wait.
     * {@code collections} of garbage took {@code collectionMillis} so far.
     */
    record Memory(
            long residentBytes,
            long heapBytes,
            long heapMaxBytes,
            long directBytes,
            long directMaxBytes,
            long publishStopBytes,
            long collections,
            long collectionMillis) {}

    /** Of the disk that the data directory is on: free octets, and how many have to stay free for publishes to be taken. */
    record Disk(long freeBytes, long floorBytes) {
        /** Whether publishes wait for space. */
        public boolean isLow() {
            return freeBytes < floorBytes;
        }
    }

    /** What the journal did since the node started. {@code pageIns} brought messages back from the disk. */
    record Journal(
            long records,
            long batches,
            long writtenBytes,
            long pageIns,
            long readBytes,
            long movedBytes,
            Durations syncs) {}

    /** How long something took, each time: {@code counts} has one more than {@code boundsNanos}, for what took longer. */
    record Durations(List<Long> boundsNanos, List<Long> counts, long totalNanos) {
        public Durations {
            boundsNanos = List.copyOf(boundsNanos);
            counts = List.copyOf(counts);
        }

        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        /** A time that is not exceeded by this share of all, from 0 to 1: the bound of a bucket, the highest there is for what took longer. 0 if nothing was counted. */
        public long atMostNanos(double share) {
            double wanted = share * count();
            long sum = 0;
            for (int i = 0; i < boundsNanos.size(); i++) {
                sum += counts.get(i);
                if (sum > 0 && sum >= wanted) {
                    return boundsNanos.get(i);
                }
            }
            return sum == 0 && count() == 0 ? 0 : boundsNanos.get(boundsNanos.size() - 1);
        }
    }
}
