package io.leveret.core;

import io.leveret.core.exchange.Binding;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.exchange.ExchangeFactory;
import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.Queue;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is declared in a virtual host: exchanges, queues and the bindings between them, each found by an index. Knows no rights and no journal:
 * commands and recovery change it through the same methods. Owner: core.
 */
final class Topology {
    private static final String DEFAULT_VHOST = "/";

    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final Map<Long, Queue> queuesById = new HashMap<>();
    private final Map<BindingKey, Binding> bindings = new HashMap<>();
    private final Map<Destination, Set<Binding>> inbound = new HashMap<>();
    private final Map<Exchange, Set<Binding>> outbound = new HashMap<>();
    private final ExchangeFactory factory;
    private final Policies policies = new Policies(this);
    private long version;

    Topology(ExchangeFactory factory) {
        this.factory = factory;
    }

    /** The exchanges that are there before anybody declares one. */
    void predeclare(String vhost) {
        predeclare("", ExchangeType.DIRECT, false);
        predeclare("amq.direct", ExchangeType.DIRECT, false);
        predeclare("amq.fanout", ExchangeType.FANOUT, false);
        predeclare("amq.topic", ExchangeType.TOPIC, false);
        predeclare("amq.headers", ExchangeType.HEADERS, false);
        predeclare("amq.match", ExchangeType.HEADERS, false);
        predeclare(Bulletin.TRACE, ExchangeType.TOPIC, true);
        if (vhost.equals(DEFAULT_VHOST)) {
            predeclare(Bulletin.EVENTS, ExchangeType.TOPIC, true);
            predeclare(Bulletin.LOG, ExchangeType.TOPIC, true);
        }
    }

    private void predeclare(String name, ExchangeType type, boolean internal) {
        add(new ExchangeSettings(name, type, true, false, internal, FieldTable.EMPTY));
    }

    /** What applies to all that is here. */
    Policies policies() {
        return policies;
    }

    /** All exchanges and queues. */
    void forEach(Consumer<Destination> action) {
        exchanges.values().forEach(action);
        queues.values().forEach(action);
    }

    /** Something else than a binding has changed where messages go. */
    void routesChanged() {
        version++;
    }

    /** Grows with every change that could change a route. */
    long version() {
        return version;
    }

    @Nullable
    Exchange exchange(String name) {
        return exchanges.get(name);
    }

    @Nullable
    Queue queue(String name) {
        return queues.get(name);
    }

    @Nullable
    Queue queue(long id) {
        return queuesById.get(id);
    }

    Collection<Queue> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }

    Collection<Exchange> exchanges() {
        return Collections.unmodifiableCollection(exchanges.values());
    }

    Collection<Binding> bindings() {
        return Collections.unmodifiableCollection(bindings.values());
    }

    /** The bindings that lead to it. */
    Collection<Binding> bindingsTo(Destination destination) {
        return Collections.unmodifiableCollection(inbound.getOrDefault(destination, Set.of()));
    }

    /** The bindings that lead away from it. */
    Collection<Binding> bindingsFrom(Exchange source) {
        return Collections.unmodifiableCollection(outbound.getOrDefault(source, Set.of()));
    }

    /** Adds a new exchange; throws {@link io.leveret.core.error.AmqpException} if its type refuses its arguments. */
    Exchange add(ExchangeSettings settings) {
        Exchange exchange = factory.create(settings);
        exchanges.put(settings.name(), exchange);
        policies.applyTo(exchange);
        version++;
        return exchange;
    }

    void add(Queue queue) {
        queues.put(queue.name(), queue);
        policies.applyTo(queue);
        queuesById.put(queue.settings().id(), queue);
        version++;
    }

    /** Adds a queue that has no name for clients. */
    void addHidden(Queue queue) {
        queuesById.put(queue.settings().id(), queue);
    }

    void removeHidden(Queue queue) {
        queuesById.remove(queue.settings().id());
    }

    @Nullable
    Destination destination(boolean exchange, String name) {
        return exchange ? exchanges.get(name) : queues.get(name);
    }

    /** Adds a binding between ends that exist; null if it was there already. */
    @Nullable
    Binding bind(BindingRequest request, Exchange source, Destination destination) {
        BindingKey key = BindingKey.of(request);
        if (bindings.containsKey(key)) {
            return null;
        }
        boolean durable = source.settings().durable() && durable(destination);
        Binding binding = new Binding(source, destination, request.routingKey(), request.arguments(), durable);
        source.add(binding);
        bindings.put(key, binding);
        inbound.merge(destination, Set.of(binding), Topology::joined);
        outbound.merge(source, Set.of(binding), Topology::joined);
        version++;
        return binding;
    }

    private static boolean durable(Destination destination) {
        return destination instanceof Exchange exchange
                ? exchange.settings().durable()
                : ((Queue) destination).settings().durable();
    }

    @Nullable
    Binding binding(BindingRequest request) {
        return bindings.get(BindingKey.of(request));
    }

    /** Removes a binding; null if there is none. An auto-delete source that this leaves alone is the caller's to remove. */
    @Nullable
    Binding unbind(BindingRequest request) {
        Binding binding = binding(request);
        if (binding != null) {
            remove(binding);
        }
        return binding;
    }

    /** Removes a queue with its bindings, and returns the exchanges that lost one. */
    Set<Exchange> remove(Queue queue) {
        queues.remove(queue.name());
        queuesById.remove(queue.settings().id());
        version++;
        return removeInbound(queue);
    }

    /** Removes an exchange with its bindings, and returns the exchanges that lost one. */
    Set<Exchange> remove(Exchange exchange) {
        exchanges.remove(exchange.name());
        exchange.delete();
        version++;
        for (Binding binding : List.copyOf(outbound.getOrDefault(exchange, Set.of()))) {
            remove(binding);
        }
        return removeInbound(exchange);
    }

    /** Removes all queues, and returns them. */
    List<Queue> clear() {
        List<Queue> all = List.copyOf(queues.values());
        all.forEach(this::remove);
        return all;
    }

    private Set<Exchange> removeInbound(Destination destination) {
        Set<Exchange> sources = new LinkedHashSet<>();
        for (Binding binding : List.copyOf(inbound.getOrDefault(destination, Set.of()))) {
            remove(binding);
            sources.add(binding.source());
        }
        return sources;
    }

    private void remove(Binding binding) {
        Destination destination = binding.destination();
        bindings.remove(BindingKey.of(new BindingRequest(
                binding.source().name(),
                destination instanceof Exchange,
                destination.name(),
                binding.key(),
                binding.arguments())));
        binding.source().remove(binding);
        drop(inbound, destination, binding);
        drop(outbound, binding.source(), binding);
        version++;
    }

    /** Most queues have one binding, which a set that can grow would make several times as large. */
    private static Set<Binding> joined(Set<Binding> there, Set<Binding> one) {
        Set<Binding> several = there instanceof LinkedHashSet ? there : new LinkedHashSet<>(there);
        several.addAll(one);
        return several;
    }

    private static <K> void drop(Map<K, Set<Binding>> index, K end, Binding binding) {
        index.computeIfPresent(end, (any, there) -> {
            if (there.size() == 1) {
                return null;
            }
            there.remove(binding);
            return there;
        });
    }
}
