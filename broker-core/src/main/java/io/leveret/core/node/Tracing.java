package io.leveret.core.node;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;

/** Whether a virtual host is traced, as it lies in what describes it. */
final class Tracing {
    private static final String KEY = "tracing";

    private Tracing() {}

    static boolean isOn(FieldTable description) {
        FieldValue value = description.get(KEY);
        return value != null && Boolean.TRUE.equals(value.value());
    }

    /** The new description, with what the one before said of tracing if the new one says nothing. */
    static FieldTable kept(FieldTable before, FieldTable description) {
        return description.get(KEY) == null && isOn(before) ? turned(description, true) : description;
    }

    static FieldTable turned(FieldTable description, boolean on) {
        FieldTable.Builder turned = FieldTable.builder();
        for (FieldTable.Entry entry : description) {
            if (!entry.key().equals(KEY)) {
                turned.put(entry.key(), entry.value());
            }
        }
        return turned.put(KEY, on).build();
    }
}
