package io.leveret.core;

import io.leveret.core.message.FieldTable;

/** exchange.declare, as asked for. */
public record ExchangeDeclaration(
        String name,
        String type,
        boolean passive,
        boolean durable,
        boolean autoDelete,
        boolean internal,
        FieldTable arguments) {}
