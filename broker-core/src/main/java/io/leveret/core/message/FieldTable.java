package io.leveret.core.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AMQP field table (specification 4.2.5.5): immutable, and kept as the octets received, so that order, duplicates and type letters
 * go out as they came in. Its entries are decoded when somebody looks.
 * Owner: core, I/O loop or any other: two that decode it at once get the same.
 */
public final class FieldTable implements Iterable<FieldTable.Entry> {
    /** The most levels of tables and arrays inside one another, the table itself being the first. */
    public static final int MAX_DEPTH = 64;

    public static final FieldTable EMPTY = new FieldTable(new byte[0]);

    private final byte[] encoded;

    /**
     * Null until first wanted. Two threads may both decode and either result may stay: the lists are equal, and safe to publish
     * without a lock as all their fields are final.
     */
    private @Nullable List<Entry> entries;

    private FieldTable(byte[] encoded) {
        this.encoded = encoded;
    }

    /** A name and its value. */
    public record Entry(String key, FieldValue value) {}

    /**
     * Takes the octets (without the length before them) for good, unchecked: they were {@linkplain #received received} before, or are
     * our own. Should they be malformed, the first look at an entry throws SYNTAX_ERROR.
     */
    public static FieldTable decode(byte[] encoded) {
        return encoded.length == 0 ? EMPTY : new FieldTable(encoded);
    }

    /** Takes octets from the network for good, or throws SYNTAX_ERROR if they are no field table or nested too deep. */
    public static FieldTable received(byte[] encoded) {
        new FieldReader(encoded, 0, encoded.length).checkTable(1);
        return decode(encoded);
    }

    /** The octets themselves, without the length before them; not a copy: read only. */
    public byte[] encoded() {
        return encoded;
    }

    /** The value of the first entry of that name. */
    public @Nullable FieldValue get(String key) {
        for (Entry entry : entries()) {
            if (entry.key().equals(key)) {
                return entry.value();
            }
        }
        return null;
    }

    public boolean isEmpty() {
        return encoded.length == 0;
    }

    /** How many entries there are, duplicates counted. */
    public int size() {
        return entries().size();
    }

    /** The entries in the order of the wire. */
    public List<Entry> entries() {
        List<Entry> known = entries;
        if (known == null) {
            known = decodeEntries();
            entries = known;
        }
        return known;
    }

    private List<Entry> decodeEntries() {
        FieldReader reader = new FieldReader(encoded, 0, encoded.length);
        List<Entry> decoded = new ArrayList<>();
        while (!reader.atEnd()) {
            decoded.add(new Entry(reader.key(), reader.value(1)));
        }
        return List.copyOf(decoded);
    }

    @Override
    public Iterator<Entry> iterator() {
        return entries().iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldTable that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return FieldValue.of(this).text();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Builds a table that the broker makes itself, entry after entry. */
    public static final class Builder {
        private final FieldWriter writer = new FieldWriter();

        private Builder() {}

        public Builder put(String key, FieldValue value) {
            writer.entry(key, value);
            return this;
        }

        /** As a long string. */
        public Builder put(String key, String value) {
            return put(key, FieldValue.of(value));
        }

        public Builder put(String key, boolean value) {
            return put(key, FieldValue.of(value));
        }

        /** As a signed 32 bit integer. */
        public Builder put(String key, int value) {
            return put(key, FieldValue.of(value));
        }

        /** As a signed 64 bit integer. */
        public Builder put(String key, long value) {
            return put(key, FieldValue.of(value));
        }

        public Builder put(String key, FieldTable value) {
            return put(key, FieldValue.of(value));
        }

        /** As an array. */
        public Builder put(String key, List<FieldValue> value) {
            return put(key, FieldValue.of(value));
        }

        public FieldTable build() {
            return decode(writer.toArray());
        }
    }
}
