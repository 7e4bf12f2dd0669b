package io.leveret.core.message;

import org.jspecify.annotations.Nullable;

/** Memory that no garbage collector looks at, for octets that lie for long. Owner: core. */
public interface OctetMemory {
    /** A copy of the first {@code length} octets of {@code octets}; null if there is no room for so many. */
    @Nullable
    Block keep(byte[] octets, int length);

    /** Octets that are kept until they are freed. */
    interface Block {
        int length();

        /** Copies all of it to the start of {@code target}, which has room. */
        void read(byte[] target);

        /** The octets are not wanted any more; this is the last call. */
        void free();
    }
}
