package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import org.jspecify.annotations.Nullable;

/** Passes a message to the bindings whose arguments its headers match, as their x-match says. Owner: core. */
final class HeadersExchange extends Exchange {
    private static final String X_MATCH = "x-match";

    private final HeadersIndex index = new HeadersIndex();

    HeadersExchange(ExchangeSettings settings) {
        super(settings);
    }

    @Override
    boolean routesByKey() {
        return false;
    }

    @Override
    public void check(Destination destination, String key, FieldTable bindingArguments) {
        mode(bindingArguments);
    }

    @Override
    void index(Binding binding) {
        index.add(binding, new HeadersPattern(binding.arguments(), mode(binding.arguments())));
    }

    @Override
    void unindex(Binding binding) {
        index.remove(binding);
    }

    @Override
    void match(RoutedMessage message, Router router) {
        index.match(message.headers(), router);
    }

    private static String mode(FieldTable arguments) {
        @Nullable FieldValue value = arguments.get(X_MATCH);
        if (value == null) {
            return HeadersPattern.ALL;
        }
        if (!value.isLongString()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "Invalid x-match field type " + value.typeName() + " (value " + value.text()
                            + "); expected longstr");
        }
        if (!HeadersPattern.MODES.contains(value.text())) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "Invalid x-match field value \"" + value.text()
                            + "\"; expected all, any, all-with-x, or any-with-x");
        }
        return value.text();
    }
}
