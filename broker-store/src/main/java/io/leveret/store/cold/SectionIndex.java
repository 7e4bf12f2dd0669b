package io.leveret.store.cold;

import io.leveret.core.message.MessageRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where each message of a section lies and what has to be known of it without reading it. On disk one column after the other: u16 number above the
 * section's base, padding to 8, u32 place in units of 8 octets, u32 octets of the body, i16 priority if they differ, padding to 8, i64 deadline if any
 * has one. Owner: evictor, while it is written; when it is read nothing changes.
 */
public final class SectionIndex {
    private static final int FEW = 16;

    private final long base;
    private int count;
    private short[] deltas = new short[FEW];
    private int[] places = new int[FEW];
    private int[] bodies = new int[FEW];
    private short[] priorities = new short[FEW];
    private long[] deadlines = new long[FEW];
    private boolean timed;
    private boolean mixed;

    SectionIndex(long base) {
        this.base = base;
    }

    /** Adds a message whose number is above all others. */
    void add(long seq, long offset, MessageRef message) {
        if (count == deltas.length) {
            grow(Math.multiplyExact(2, count));
        }
        deltas[count] = (short) (seq - base);
        places[count] = (int) (offset >>> 3);
        bodies[count] = Math.toIntExact(message.bodySize());
        priorities[count] = (short) message.priority();
        deadlines[count] = message.deadlineMillis();
        timed |= message.deadlineMillis() != MessageRef.NO_DEADLINE;
        mixed |= priorities[count] != priorities[0];
        count++;
    }

    private void grow(int capacity) {
        deltas = Arrays.copyOf(deltas, capacity);
        places = Arrays.copyOf(places, capacity);
        bodies = Arrays.copyOf(bodies, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        deadlines = Arrays.copyOf(deadlines, capacity);
    }

    public int count() {
        return count;
    }

    public long seq(int at) {
        return base + deltas[at];
    }

    /** Where the message's entry begins in the file. */
    public long offset(int at) {
        return (places[at] & 0xFFFFFFFFL) << 3;
    }

    public long bodyOctets(int at) {
        return bodies[at];
    }

    public int priority(int at) {
        return priorities[at];
    }

    public long deadline(int at) {
        return deadlines[at];
    }

    boolean timed() {
        return timed;
    }

    /** The priority of all, or {@link ColdSection#MIXED}. */
    int priority() {
        return mixed ? ColdSection.MIXED : count == 0 ? MessageRef.NO_PRIORITY : priorities[0];
    }

    /** At which place the message with this number stands; negative if it is not in here. */
    public int find(long seq) {
        long delta = seq - base;
        if (delta < 0 || delta > Short.MAX_VALUE) {
            return -1;
        }
        return Arrays.binarySearch(deltas, 0, count, (short) delta);
    }

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(length(count, mixed, timed)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            out.putShort(deltas[i]);
        }
        pad(out);
        for (int i = 0; i < count; i++) {
            out.putInt(places[i]);
        }
        for (int i = 0; i < count; i++) {
            out.putInt(bodies[i]);
        }
        for (int i = 0; mixed && i < count; i++) {
            out.putShort(priorities[i]);
        }
        pad(out);
        for (int i = 0; timed && i < count; i++) {
            out.putLong(deadlines[i]);
        }
        return out.flip();
    }

    /** The index of a section from its octets, whose checksum was right; null if their number can't be right. */
    static @Nullable SectionIndex decode(ColdSection section, byte[] octets) {
        boolean mixed = section.index().priority() == ColdSection.MIXED;
        boolean timed = section.index().deadlines();
        int count = section.count();
        if (octets.length != length(count, mixed, timed)) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        SectionIndex index = new SectionIndex(section.base());
        index.grow(Math.max(FEW, count));
        index.count = count;
        index.mixed = mixed;
        index.timed = timed;
        for (int i = 0; i < count; i++) {
            index.deltas[i] = in.getShort();
        }
        in.position(in.position() + 7 & -8);
        for (int i = 0; i < count; i++) {
            index.places[i] = in.getInt();
        }
        for (int i = 0; i < count; i++) {
            index.bodies[i] = in.getInt();
        }
        for (int i = 0; i < count; i++) {
            index.priorities[i] =
                    mixed ? in.getShort() : (short) section.index().priority();
        }
        in.position(in.position() + 7 & -8);
        for (int i = 0; i < count; i++) {
            index.deadlines[i] = timed ? in.getLong() : MessageRef.NO_DEADLINE;
        }
        return index;
    }

    private static int length(int count, boolean mixed, boolean timed) {
        int numbers = 2 * count + 7 & -8;
        int columns = (mixed ? 10 : 8) * count + 7 & -8;
        return numbers + columns + (timed ? 8 * count : 0);
    }

    private static void pad(ByteBuffer out) {
        while ((out.position() & 7) != 0) {
            out.put((byte) 0);
        }
    }
}
