package io.leveret.core.message;

import org.jspecify.annotations.Nullable;

/** Memory that no garbage collector looks at, for octets that lie for long. Owner: core. */
public interface OctetMemory {
    /** There is none: what waits stays as it is. */
    OctetMemory NONE = new OctetMemory() {
        @Override
        public boolean hasRoom() {
            return false;
        }

        @Override
        public @Nullable Block keep(byte[] octets, int length) {
            return null;
        }
    };

    /** Whether there is room for a few hundred thousand octets more, so that it is worth asking. */
    boolean hasRoom();

    /** Keeps a copy of the first {@code length} octets of {@code octets}; null if there is no room for so many. */
    @Nullable
    Block keep(byte[] octets, int length);

    /** Octets that are kept until they are freed. */
    interface Block {
        /** Octets that are kept. */
        int length();

        /** Octets of memory that it takes: at least its length. */
        int occupied();

        /** Copies all of it to the start of {@code target}, which has room. */
        void read(byte[] target);

        /** The octets are not wanted any more; this is the last call. */
        void free();
    }
}
