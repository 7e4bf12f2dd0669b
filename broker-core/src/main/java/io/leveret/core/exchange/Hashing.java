package io.leveret.core.exchange;

/** Hashes that stay the same for ever: a queue that held a key's messages before a restart gets them after it too. */
final class Hashing {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Multiplier of the linear congruential generator that the paper on jump hashing uses. */
    private static final long JUMP_MULTIPLIER = 2862933555777941757L;

    private static final double JUMP_RANGE = 1L << 31;

    private Hashing() {}

    /** 64 bits: FNV-1a over the UTF-16 units, its bits well mixed. */
    static long hash(String text) {
        return mixed(fold(FNV_OFFSET, text));
    }

    /** Of several texts in their order. */
    static long hash(Iterable<String> texts) {
        long hash = FNV_OFFSET;
        for (String text : texts) {
            hash = (fold(hash, text) ^ text.length()) * FNV_PRIME;
        }
        return mixed(hash);
    }

    private static long fold(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mixed(long hash) {
        long bits = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        bits = (bits ^ bits >>> 33) * 0xc4ceb9fe1a85ec53L;
        return bits ^ bits >>> 33;
    }

    /**
     * Jump consistent hash (Lamping and Veach, 2014): one of {@code buckets}, evenly, such that a further bucket at the end draws its share from
     * all others and moves nothing between them.
     */
    static long bucket(long hash, long buckets) {
        long state = hash;
        long bucket = 0;
        long next = 0;
        while (next < buckets) {
            bucket = next;
            state = state * JUMP_MULTIPLIER + 1;
            next = (long) ((bucket + 1) * (JUMP_RANGE / ((state >>> 33) + 1)));
        }
        return bucket;
    }
}
