package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import org.jspecify.annotations.Nullable;

/** How an exchange was declared. */
public record ExchangeSettings(
        String name, ExchangeType type, boolean durable, boolean autoDelete, boolean internal, FieldTable arguments) {

    @Nullable
    String alternateExchange() {
        FieldValue value = arguments.get(Exchange.ALTERNATE_EXCHANGE);
        return value == null ? null : value.text();
    }
}
