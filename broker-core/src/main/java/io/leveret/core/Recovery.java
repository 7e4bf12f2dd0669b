package io.leveret.core;

import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.queue.Queue;
import org.jspecify.annotations.Nullable;

/** Rebuilds a virtual host from the journal's records, through the methods that made it. Owner: core (before its first turn). */
final class Recovery {
    private final Topology topology;
    private final QueueDeclarations queues;
    private final DelayedMessages delayed;

    Recovery(Topology topology, QueueDeclarations queues, DelayedMessages delayed) {
        this.topology = topology;
        this.queues = queues;
        this.delayed = delayed;
    }

    void declared(JournalRecord.QueueDeclared declared) {
        if (delayed.restored(declared)) {
            return;
        }
        queues.add(declared.queueId(), declared.name(), true, declared.autoDelete(), null, declared.arguments());
    }

    void deleted(Queue queue) {
        topology.remove(queue);
        queue.delete();
    }

    void declared(JournalRecord.ExchangeDeclared declared) {
        ExchangeType type = ExchangeType.of(declared.type());
        if (type == null) {
            throw new IllegalStateException(
                    "exchange '" + declared.name() + "' has unknown type '" + declared.type() + "'");
        }
        topology.add(new ExchangeSettings(
                declared.name(), type, true, declared.autoDelete(), declared.internal(), declared.arguments()));
    }

    void deleted(JournalRecord.ExchangeDeleted deleted) {
        Exchange exchange = topology.exchange(deleted.name());
        if (exchange != null) {
            topology.remove(exchange);
            delayed.forget(exchange.name());
        }
    }

    void bound(JournalRecord.Bound bound) {
        Exchange source = topology.exchange(bound.source());
        @Nullable Destination destination = topology.destination(bound.toExchange(), bound.destination());
        if (source != null && destination != null) {
            topology.bind(
                    new BindingRequest(
                            bound.source(), bound.toExchange(), bound.destination(), bound.key(), bound.arguments()),
                    source,
                    destination);
        }
    }

    void unbound(JournalRecord.Unbound unbound) {
        topology.unbind(new BindingRequest(
                unbound.source(), unbound.toExchange(), unbound.destination(), unbound.key(), unbound.arguments()));
    }
}
