package io.leveret.core.queue;

import java.util.Arrays;

/** Chooses the packed messages that are to be brought to memory next. */
final class PackedPage {
    private PackedPage() {}

    /** Whether in memory, before the first packed message, there are more messages than this, or more octets. */
    static boolean isAhead(ReadyRing ring, int messages, long octets) {
        int count = 0;
        long sum = 0;
        for (int i = 0; i < ring.count() && ring.at(i) instanceof ReadyChunk chunk; i++) {
            count += chunk.count();
            sum += chunk.octets();
            if (count > messages || sum > octets) {
                return true;
            }
        }
        return false;
    }

    /** The lowest number behind the first messages in memory, of which there are so many unless packed ones follow before. */
    static long endOfHead(ReadyRing ring, int most) {
        long end = 0;
        int count = 0;
        for (int i = 0; i < ring.count() && count < most && ring.at(i) instanceof ReadyChunk chunk; i++) {
            count += chunk.count();
            end = chunk.last() + 1;
        }
        return end;
    }

    /** The number of the first packed message; there is one. */
    static long firstPacked(ReadyRing ring) {
        int index = 0;
        while (!(ring.at(index) instanceof PackedRun)) {
            index++;
        }
        return ring.at(index).first();
    }

    /** The first packed messages: at least one, at most so many, and about so many octets. They are of neighbouring runs. */
    static PageRequest first(ReadyRing ring, long queueId, int most, long octets) {
        int index = ring.indexFor(firstPacked(ring));
        boolean pagedOut = ((PackedRun) ring.at(index)).isPagedOut();
        long[] seqs = new long[most];
        long[] locations = new long[pagedOut ? most : 0];
        int filled = 0;
        long left = octets;
        for (; index < ring.count() && filled < most && left > 0; index++) {
            if (!(ring.at(index) instanceof PackedRun run) || run.isPagedOut() != pagedOut) {
                break;
            }
            long average = run.bytes() / run.count();
            int wanted = (int) Math.min(most - filled, average == 0 ? most : (left + average - 1) / average);
            int added = run.firstNumbers(wanted, seqs, filled);
            if (pagedOut) {
                run.firstLocations(added, locations, filled);
            }
            filled += added;
            left -= added * average;
        }
        return new PageRequest(
                queueId, Arrays.copyOf(seqs, filled), pagedOut ? Arrays.copyOf(locations, filled) : null);
    }
}
