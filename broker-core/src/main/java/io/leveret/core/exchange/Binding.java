package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;

/**
 * A way from an exchange to a destination. Two bindings are the same if source, destination, routing key and arguments (in any order) are.
 * Owner: core.
 */
public final class Binding {
    private final Exchange source;
    private final Destination destination;
    private final String key;
    private final FieldTable arguments;
    private final boolean durable;
    private int slot = -1;

    /** {@code durable} if both ends are. */
    public Binding(Exchange source, Destination destination, String key, FieldTable arguments, boolean durable) {
        this.source = source;
        this.destination = destination;
        this.key = key;
        this.arguments = arguments;
        this.durable = durable;
    }

    public Exchange source() {
        return source;
    }

    public Destination destination() {
        return destination;
    }

    public String key() {
        return key;
    }

    public FieldTable arguments() {
        return arguments;
    }

    public boolean durable() {
        return durable;
    }

    int slot() {
        return slot;
    }

    void slot(int newSlot) {
        slot = newSlot;
    }
}
