package io.leveret.store.batch;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8 octets of the names used last: consecutive messages mostly share exchange and routing key. Owner: journal writer. */
final class NameOctets {
    private static final int SLOTS = 256;

    private final @Nullable String[] names = new String[SLOTS];
    private final byte[][] octets = new byte[SLOTS][];

    byte[] of(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        if (!name.equals(names[slot])) {
            names[slot] = name;
            octets[slot] = name.getBytes(StandardCharsets.UTF_8);
        }
        return octets[slot];
    }
}
