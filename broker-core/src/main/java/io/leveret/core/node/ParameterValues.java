package io.leveret.core.node;

import io.leveret.core.message.FieldValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters by their names, with what their values add up to. Owner: node. */
final class ParameterValues<N> {
    private final Map<N, FieldValue> values = new LinkedHashMap<>();
    private long octets;

    void put(N name, FieldValue value) {
        remove(name);
        values.put(name, value);
        octets += Values.octets(value);
    }

    void remove(N name) {
        octets -= octetsOf(name);
        values.remove(name);
    }

    @Nullable
    FieldValue get(N name) {
        return values.get(name);
    }

    int count() {
        return values.size();
    }

    /** Of all values, as they are encoded. */
    long octets() {
        return octets;
    }

    /** Of one value; 0 if there is none of this name. */
    int octetsOf(N name) {
        FieldValue value = values.get(name);
        return value == null ? 0 : Values.octets(value);
    }

    Map<N, FieldValue> copy() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
