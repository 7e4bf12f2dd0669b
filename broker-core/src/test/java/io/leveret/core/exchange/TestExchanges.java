package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import java.util.List;
import java.util.SplittableRandom;

/** Makes exchanges without a virtual host, and passes messages to them. */
final class TestExchanges {
    private static final long PLENTY = 1L << 40;

    private TestExchanges() {}

    static Exchange create(String name, ExchangeType type) {
        return create(name, type, FieldTable.EMPTY);
    }

    static Exchange create(String name, ExchangeType type, FieldTable arguments) {
        return new ExchangeFactory(new SplittableRandom(1), PLENTY)
                .create(new ExchangeSettings(name, type, false, false, false, arguments));
    }

    static Binding bind(Exchange source, Destination destination, String key) {
        Binding binding = new Binding(source, destination, key, FieldTable.EMPTY, false);
        source.add(binding);
        return binding;
    }

    /** The names of the places that the message reaches. */
    static List<String> route(Exchange exchange, Message message) {
        Router router = new Router(name -> null);
        router.begin();
        router.walk(exchange, List.of(message.routingKey()), message);
        return router.queues().stream().map(Destination::name).toList();
    }
}
