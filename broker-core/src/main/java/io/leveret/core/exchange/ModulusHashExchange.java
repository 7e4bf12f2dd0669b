package io.leveret.core.exchange;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/**
 * Passes a message to the destination of one binding: the hash of its routing keys modulo the number of bindings says which, in the order of the
 * destinations' names, so that the order of binding does not matter. Binding keys mean nothing. Owner: core.
 */
final class ModulusHashExchange extends Exchange {
    /** Exchanges before queues, as RabbitMQ sorts them. */
    private static final Comparator<Destination> ORDER = Comparator.comparing(
                    (Destination destination) -> !(destination instanceof Exchange))
            .thenComparing(Destination::name);

    private final Set<Binding> bindings = new HashSet<>();

    /** One for each binding; made anew for the first message after a change. */
    private Destination[] places = {};

    private boolean stale;

    ModulusHashExchange(ExchangeSettings settings) {
        super(settings);
    }

    @Override
    boolean routesByKey() {
        return true;
    }

    @Override
    void index(Binding binding) {
        bindings.add(binding);
        stale = true;
    }

    @Override
    void unindex(Binding binding) {
        bindings.remove(binding);
        stale = true;
    }

    @Override
    void match(RoutedMessage message, Router router) {
        if (stale) {
            places = bindings.stream().map(Binding::destination).sorted(ORDER).toArray(Destination[]::new);
            stale = false;
        }
        if (places.length > 0) {
            router.reach(places[(int) Long.remainderUnsigned(Hashing.hash(message.keys()), places.length)]);
        }
    }
}
