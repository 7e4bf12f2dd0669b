package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Octets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that came, each until its time is over or newer ones need its place. Seeing a value again does not keep it longer. Owner: core.
 */
final class DeduplicationCache {
    /** Octets of heap of an entry beside the value's own: map entry, key, expiry (estimated from above). */
    static final int ENTRY_BYTES = 160;

    private final long size;
    private final ExchangeMemory.Part memory;

    /** When a value is forgotten, by the value; oldest first. */
    private final Map<Object, Long> expiries = new LinkedHashMap<>();

    /** {@code size}: the most values. */
    DeduplicationCache(long size, ExchangeMemory memory) {
        this.size = size;
        this.memory = memory.part(this::forgetOldest);
    }

    /** Notes a value; false if it is known. {@code now} and {@code ttlMillis} say how long it stays. */
    boolean add(FieldValue value, long now, long ttlMillis) {
        Object key = key(value);
        Long expiry = expiries.get(key);
        if (expiry != null) {
            if (expiry > now) {
                return false;
            }
            expiries.remove(key);
            memory.release(weight(key));
        }
        forgetExpired(now);
        expiries.put(key, ttlMillis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + ttlMillis);
        memory.hold(weight(key));
        while (expiries.size() > size) {
            forgetOldest();
        }
        return true;
    }

    void clear() {
        while (!expiries.isEmpty()) {
            forgetOldest();
        }
    }

    private void forgetExpired(long now) {
        while (!expiries.isEmpty() && expiries.values().iterator().next() <= now) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Iterator<Object> oldest = expiries.keySet().iterator();
        memory.release(weight(oldest.next()));
        oldest.remove();
    }

    /** The same number is the same value whatever its width. */
    private static Object key(FieldValue value) {
        return value.isInteger() ? (Object) value.asLong() : value;
    }

    private static long weight(Object key) {
        long octets = ENTRY_BYTES;
        if (key instanceof FieldValue value) {
            octets += weightOf(value);
        }
        return octets;
    }

    private static long weightOf(FieldValue value) {
        if (value.value() instanceof Octets text) {
            return text.length();
        }
        if (value.value() instanceof FieldTable table) {
            return table.encoded().length;
        }
        if (value.value() instanceof List<?>) {
            return value.asArray().stream()
                    .mapToLong(item -> ENTRY_BYTES + weightOf(item))
                    .sum();
        }
        return 0;
    }
}
