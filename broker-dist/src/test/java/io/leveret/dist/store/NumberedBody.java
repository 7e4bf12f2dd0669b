package io.leveret.dist.store;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * A message body that says which message it is and can tell whether it is whole: checksum of all that follows, number of the publisher, number of the
 * message, the moment of {@link System#nanoTime} at which it was due, then octets that mean nothing.
 */
record NumberedBody(int publisher, long number, long dueNanos) {
    static final int SMALLEST = 24;
    private static final int CHECKED_FROM = 4;

    /** Octets that do not compress, to be filled in by {@link #writeTo}; one array serves message after message. */
    static byte[] template(int size, int publisher) {
        byte[] octets = new byte[Math.max(size, SMALLEST)];
        new Random(publisher).nextBytes(octets);
        return octets;
    }

    /** Makes the first {@code size} octets of a template this body. */
    ByteBuffer writeTo(byte[] octets, int size) {
        ByteBuffer body = ByteBuffer.wrap(octets, 0, size);
        body.putInt(CHECKED_FROM, publisher).putLong(8, number).putLong(16, dueNanos);
        return body.putInt(0, checksum(octets, size));
    }

    static NumberedBody read(byte[] octets) {
        ByteBuffer body = ByteBuffer.wrap(octets);
        if (octets.length < SMALLEST || body.getInt(0) != checksum(octets, octets.length)) {
            throw new IllegalStateException("a body of " + octets.length + " octets is not what was published");
        }
        return new NumberedBody(body.getInt(CHECKED_FROM), body.getLong(8), body.getLong(16));
    }

    private static int checksum(byte[] octets, int size) {
        CRC32C checksum = new CRC32C();
        checksum.update(octets, CHECKED_FROM, size - CHECKED_FROM);
        return (int) checksum.getValue();
    }
}
