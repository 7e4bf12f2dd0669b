package io.leveret.core;

import io.leveret.core.message.FieldTable;

/** queue.declare, as asked for; an empty name asks for a name of the broker's. */
public record QueueDeclaration(
        String name, boolean passive, boolean durable, boolean exclusive, boolean autoDelete, FieldTable arguments) {}
