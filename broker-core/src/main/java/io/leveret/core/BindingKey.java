package io.leveret.core;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.HashMap;
import java.util.Map;

/** What makes two bindings the same: arguments count without their order. */
record BindingKey(
        String source, boolean toExchange, String destination, String routingKey, Map<String, FieldValue> arguments) {

    static BindingKey of(BindingRequest request) {
        return new BindingKey(
                request.source(),
                request.toExchange(),
                request.destination(),
                request.routingKey(),
                unordered(request.arguments()));
    }

    private static Map<String, FieldValue> unordered(FieldTable arguments) {
        if (arguments.isEmpty()) {
            return Map.of();
        }
        Map<String, FieldValue> values = new HashMap<>();
        for (FieldTable.Entry argument : arguments) {
            values.putIfAbsent(argument.key(), argument.value());
        }
        return values;
    }
}
