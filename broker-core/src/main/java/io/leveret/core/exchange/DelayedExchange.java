package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds a message back for as long as its header {@code x-delay} says, then routes it as an exchange of the type that {@code x-delayed-type} names.
 * What is held back is not kept here. Owner: core.
 */
public final class DelayedExchange extends Exchange {
    private static final String DELAYED_TYPE = "x-delayed-type";
    private static final String DELAY = "x-delay";
    private static final long MAX_MILLIS = 0xffff_ffffL;

    private final Exchange routing;

    DelayedExchange(ExchangeSettings settings, ExchangeFactory factory) {
        super(settings);
        ExchangeType type = type(settings.arguments().get(DELAYED_TYPE));
        this.routing = factory.create(new ExchangeSettings(
                settings.name(),
                type,
                settings.durable(),
                settings.autoDelete(),
                settings.internal(),
                settings.arguments()));
    }

    private static ExchangeType type(@Nullable FieldValue asked) {
        ExchangeType type = asked == null || !asked.isLongString() ? null : ExchangeType.of(asked.asString());
        if (type == null || type == ExchangeType.DELAYED_MESSAGE) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "Invalid argument, '" + DELAYED_TYPE + "' must be an existing exchange type");
        }
        return type;
    }

    /** How long a message with these headers is to be held back; 0 = not at all. */
    public static long delayMillis(FieldTable headers) {
        FieldValue delay = headers.get(DELAY);
        if (delay == null || !delay.isInteger() || delay.asLong() > MAX_MILLIS) {
            return 0;
        }
        return Math.max(0, delay.asLong());
    }

    /** The message as it is routed when its time has come: the delay that is behind it is negative, and delays it no more. */
    public static Message released(Message held, long nowMillis) {
        FieldTable headers = Properties.headers(held.properties());
        FieldTable.Builder negated = FieldTable.builder();
        if (headers != null) {
            for (FieldTable.Entry header : headers) {
                boolean delay = header.key().equals(DELAY) && header.value().isInteger();
                negated.put(header.key(), delay ? negative(header.value()) : header.value());
            }
        }
        byte[] properties = Properties.withHeaders(held.properties(), negated.build());
        return held.republished(held.exchange(), held.routingKey(), properties, nowMillis);
    }

    /** In the type it came with where that has a sign and room for it. */
    private static FieldValue negative(FieldValue delay) {
        return delay.asLong() <= Integer.MAX_VALUE
                ? FieldValue.of((int) -delay.asLong())
                : FieldValue.of(-delay.asLong());
    }

    @Override
    boolean routesAlike() {
        return routing.routesAlike();
    }

    @Override
    boolean routesByKey() {
        return false;
    }

    @Override
    public void check(Destination destination, String key, FieldTable bindingArguments) {
        routing.check(destination, key, bindingArguments);
    }

    @Override
    public List<Message> history() {
        return routing.history();
    }

    @Override
    public void delete() {
        routing.delete();
    }

    @Override
    void index(Binding binding) {
        routing.index(binding);
    }

    @Override
    void unindex(Binding binding) {
        routing.unindex(binding);
    }

    @Override
    void match(RoutedMessage message, Router router) {
        if (delayMillis(message.headers()) > 0) {
            router.holdBack(this);
        } else {
            routing.match(message, router);
        }
    }
}
