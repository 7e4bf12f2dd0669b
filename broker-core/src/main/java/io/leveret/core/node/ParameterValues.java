package io.leveret.core.node;

import io.leveret.core.message.FieldValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Global parameters by their names, with what their values add up to. Owner: node. */
final class ParameterValues {
    private final Map<String, FieldValue> values = new LinkedHashMap<>();
    private long octets;

    void put(String name, FieldValue value) {
        remove(name);
        values.put(name, value);
        octets += Values.octets(value);
    }

    void remove(String name) {
        octets -= octetsOf(name);
        values.remove(name);
    }

    @Nullable
    FieldValue get(String name) {
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
    int octetsOf(String name) {
        FieldValue value = values.get(name);
        return value == null ? 0 : Values.octets(value);
    }

    Map<String, FieldValue> copy() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
