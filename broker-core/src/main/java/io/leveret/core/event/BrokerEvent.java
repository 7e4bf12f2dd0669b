package io.leveret.core.event;

import io.leveret.core.message.FieldTable;

/** Something has happened; {@code facts} are named as RabbitMQ names them and say where and through whom. Immutable. */
public record BrokerEvent(EventKind kind, FieldTable facts) {}
