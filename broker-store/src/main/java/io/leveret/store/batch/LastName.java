package io.leveret.store.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name that was read last, which mostly is the next one too. Owner: reader, evictor or node, whichever reads. */
final class LastName {
    private byte[] octets = {};
    private String name = "";

    /** The string of these UTF-8 octets. */
    String of(byte[] utf8) {
        if (!Arrays.equals(octets, utf8)) {
            octets = utf8;
            name = new String(utf8, StandardCharsets.UTF_8);
        }
        return name;
    }
}
