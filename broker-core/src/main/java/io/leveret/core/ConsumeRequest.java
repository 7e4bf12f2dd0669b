package io.leveret.core;

import io.leveret.core.message.FieldTable;

/** basic.consume, as asked for; an empty tag asks for one of the broker's. no-local is ignored, as in RabbitMQ. */
public record ConsumeRequest(
        String queue, String consumerTag, boolean noAck, boolean exclusive, FieldTable arguments) {}
