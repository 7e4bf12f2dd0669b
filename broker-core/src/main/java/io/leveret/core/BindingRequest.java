package io.leveret.core;

import io.leveret.core.message.FieldTable;

/** queue.bind, exchange.bind or their unbinds, as asked for; an empty queue name stands for the channel's last declared queue. */
public record BindingRequest(
        String source, boolean toExchange, String destination, String routingKey, FieldTable arguments) {}
