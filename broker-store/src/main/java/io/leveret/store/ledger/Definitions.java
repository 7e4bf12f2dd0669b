package io.leveret.store.ledger;

import io.leveret.core.journal.JournalRecord.Bound;
import io.leveret.core.journal.JournalRecord.ExchangeDeclared;
import io.leveret.core.journal.JournalRecord.Unbound;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The durable exchanges and bindings in force, in the order they were made. Owner: journal writer. */
final class Definitions {
    private final Map<End, ExchangeDeclared> exchanges = new LinkedHashMap<>();
    private final Set<Bound> bindings = new LinkedHashSet<>();
    /** The bindings at each end, so that a deleted queue or exchange takes them along without a search. */
    private final Map<End, Set<Bound>> byEnd = new HashMap<>();

    /** An exchange or a queue. */
    private record End(String vhost, boolean exchange, String name) {}

    void exchangeDeclared(ExchangeDeclared exchange) {
        exchanges.put(new End(exchange.vhost(), true, exchange.name()), exchange);
    }

    void exchangeDeleted(String vhost, String name) {
        End end = new End(vhost, true, name);
        exchanges.remove(end);
        removeBindings(end);
    }

    void queueDeleted(String vhost, String name) {
        removeBindings(new End(vhost, false, name));
    }

    void bound(Bound binding) {
        if (bindings.add(binding)) {
            byEnd.computeIfAbsent(source(binding), end -> new LinkedHashSet<>()).add(binding);
            byEnd.computeIfAbsent(destination(binding), end -> new LinkedHashSet<>())
                    .add(binding);
        }
    }

    void unbound(Unbound unbound) {
        remove(new Bound(
                unbound.vhost(),
                unbound.source(),
                unbound.toExchange(),
                unbound.destination(),
                unbound.key(),
                unbound.arguments()));
    }

    Collection<ExchangeDeclared> exchanges() {
        return exchanges.values();
    }

    Collection<Bound> bindings() {
        return bindings;
    }

    /** All that is in this virtual host. */
    void vhostDeleted(String vhost) {
        exchanges.keySet().removeIf(end -> end.vhost().equals(vhost));
        bindings.removeIf(binding -> binding.vhost().equals(vhost));
        byEnd.keySet().removeIf(end -> end.vhost().equals(vhost));
    }

    private void removeBindings(End end) {
        for (Bound binding : List.copyOf(byEnd.getOrDefault(end, Set.of()))) {
            remove(binding);
        }
    }

    private void remove(Bound binding) {
        if (bindings.remove(binding)) {
            removeAt(source(binding), binding);
            removeAt(destination(binding), binding);
        }
    }

    private void removeAt(End end, Bound binding) {
        Set<Bound> there = byEnd.get(end);
        if (there != null && there.remove(binding) && there.isEmpty()) {
            byEnd.remove(end);
        }
    }

    private static End source(Bound binding) {
        return new End(binding.vhost(), true, binding.source());
    }

    private static End destination(Bound binding) {
        return new End(binding.vhost(), binding.toExchange(), binding.destination());
    }
}
