package io.leveret.store.batch;

/**
 * A message in a batch's bodies section, readable by its location alone.
 *
 * <pre>
 * u32 CRC-32C of location and all that follows · u32 octets of the entry without padding · i64 published at, ms
 * u16 exchange · u16 routing key · u32 properties (octets of each) · exchange · routing key · properties · body · padding to 8
 * </pre>
 */
final class Entry {
    /** Up to the exchange's name. */
    static final int FIXED = 24;

    private Entry() {}

    static int padded(int length) {
        return BatchHeader.aligned(length, 8);
    }
}
