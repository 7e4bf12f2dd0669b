package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.OctetMemory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Memory on the heap, which counts what is kept. */
public final class FakeMemory implements OctetMemory {
    private int kept;
    private int everKept;
    private int room = Integer.MAX_VALUE;

    /** Blocks that were not freed yet. */
    public int kept() {
        return kept;
    }

    /** Blocks that were ever kept. */
    public int everKept() {
        return everKept;
    }

    /** There is room for so many blocks. */
    public void room(int blocks) {
        room = blocks;
    }

    @Override
    public boolean hasRoom() {
        return kept < room;
    }

    @Override
    public @Nullable Block keep(byte[] octets, int length) {
        if (kept >= room) {
            return null;
        }
        kept++;
        everKept++;
        return new Kept(Arrays.copyOf(octets, length));
    }

    private final class Kept implements Block {
        private byte @Nullable [] octets;

        Kept(byte[] octets) {
            this.octets = octets;
        }

        private byte[] octets() {
            assertThat(octets).as("not freed").isNotNull();
            return octets;
        }

        @Override
        public int length() {
            return octets().length;
        }

        @Override
        public int occupied() {
            return length();
        }

        @Override
        public void read(byte[] target) {
            System.arraycopy(octets(), 0, target, 0, length());
        }

        @Override
        public void free() {
            octets();
            octets = null;
            kept--;
        }
    }
}
