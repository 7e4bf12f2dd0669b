package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.Actor;
import io.leveret.core.exchange.Binding;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.queue.Queue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Declares, binds and deletes exchanges: the checks in RabbitMQ's order, the change, its record in the journal. Owner: core.
 */
final class Declarations {
    private final VirtualHost vhost;
    private final Topology topology;
    private final AccessCheck access;
    private final Publisher publisher;

    Declarations(VirtualHost vhost, Topology topology, AccessCheck access, Publisher publisher) {
        this.vhost = vhost;
        this.topology = topology;
        this.access = access;
        this.publisher = publisher;
    }

    void declare(ChannelState channel, ExchangeDeclaration asked) {
        String name = Names.stripped(asked.name());
        if (asked.passive()) {
            Names.refuseDefaultExchange(name);
            access.any(channel, "exchange", name);
            existing(name);
            vhost.defined(channel, 0);
            return;
        }
        ExchangeType type = ExchangeType.of(asked.type());
        if (type == null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "unknown exchange type '" + asked.type() + "'");
        }
        Names.refuseDefaultExchange(name);
        access.exchange(channel, Access.CONFIGURE, name);
        Exchange there = topology.exchange(name);
        if (there != null) {
            checkSame(asked, there);
            vhost.defined(channel, 0);
            return;
        }
        Names.refuseReserved("exchange", name);
        checkAlternate(channel, name, asked);
        create(channel, name, type, asked);
    }

    private void create(ChannelState channel, String name, ExchangeType type, ExchangeDeclaration asked) {
        ExchangeSettings settings = new ExchangeSettings(
                name, type, asked.durable(), asked.autoDelete(), asked.internal(), asked.arguments());
        Exchange exchange = topology.add(settings);
        vhost.defined(channel, vhost.inUnit(() -> {
            if (settings.durable()) {
                vhost.journal()
                        .append(new JournalRecord.ExchangeDeclared(
                                vhost.name(),
                                name,
                                type.wireName(),
                                settings.autoDelete(),
                                settings.internal(),
                                settings.arguments()));
            }
            vhost.delayedMessages().added(exchange);
        }));
        vhost.broadcasts().reporter().exchangeCreated(exchange, Reporter.actor(channel));
    }

    private void checkSame(ExchangeDeclaration asked, Exchange there) {
        ExchangeSettings current = there.settings();
        Equivalence equivalence = new Equivalence("exchange", there.name(), vhost.name());
        equivalence.same("type", asked.type(), current.type().wireName());
        equivalence.same("durable", asked.durable(), current.durable());
        equivalence.same("auto_delete", asked.autoDelete(), current.autoDelete());
        equivalence.same("internal", asked.internal(), current.internal());
        equivalence.sameArgument(Exchange.ALTERNATE_EXCHANGE, asked.arguments(), current.arguments());
    }

    private void checkAlternate(ChannelState channel, String name, ExchangeDeclaration asked) {
        FieldValue alternate = asked.arguments().get(Exchange.ALTERNATE_EXCHANGE);
        if (alternate == null) {
            return;
        }
        if (!alternate.isLongString()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid type '" + alternate.typeName() + "' for arg 'alternate-exchange' in exchange '" + name
                            + "' in vhost '" + vhost.name() + "'");
        }
        access.exchange(channel, Access.READ, name);
        access.exchange(channel, Access.WRITE, alternate.text());
    }

    private Exchange existing(String name) {
        Exchange exchange = topology.exchange(name);
        if (exchange == null) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no exchange '" + name + "' in vhost '" + vhost.name() + "'");
        }
        return exchange;
    }

    void delete(ChannelState channel, String asked, boolean ifUnused) {
        String name = Names.stripped(asked);
        Names.refuseDefaultExchange(name);
        if (name.startsWith(Names.RESERVED_PREFIX)) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED,
                    "deletion of system exchange '" + name + "' in vhost '" + vhost.name() + "' not allowed");
        }
        access.exchange(channel, Access.CONFIGURE, name);
        Exchange exchange = topology.exchange(name);
        if (exchange == null) {
            vhost.defined(channel, 0);
            return;
        }
        if (ifUnused && exchange.bindingCount() > 0) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED, "exchange '" + name + "' in vhost '" + vhost.name() + "' in use");
        }
        vhost.defined(channel, vhost.inUnit(() -> remove(exchange, Reporter.actor(channel))));
    }

    private void remove(Exchange exchange, Actor by) {
        removeAbandoned(removeOne(exchange, by));
    }

    private Set<Exchange> removeOne(Exchange exchange, Actor by) {
        Reporter reporter = vhost.broadcasts().reporter();
        List<Binding> lost = new ArrayList<>(reporter.toBeLost(topology.bindingsFrom(exchange)));
        lost.addAll(reporter.toBeLost(topology.bindingsTo(exchange)));
        Set<Exchange> sources = topology.remove(exchange);
        if (exchange.settings().durable()) {
            vhost.journal().append(new JournalRecord.ExchangeDeleted(vhost.name(), exchange.name()));
        }
        vhost.delayedMessages().removed(exchange);
        reporter.exchangeDeleted(exchange, lost, by);
        return sources;
    }

    /** Auto-delete exchanges that lost their last binding go, and perhaps others after them: by a list, as clients may chain thousands. */
    void removeAbandoned(Set<Exchange> sources) {
        ArrayDeque<Exchange> suspects = new ArrayDeque<>(sources);
        for (Exchange source = suspects.poll(); source != null; source = suspects.poll()) {
            if (source.isAbandoned() && topology.exchange(source.name()) == source) {
                suspects.addAll(removeOne(source, Actor.BROKER));
            }
        }
    }

    void bind(ChannelState channel, BindingRequest asked) {
        BindingRequest request = checked(channel, asked);
        Exchange source = existing(request.source());
        Destination destination = topology.destination(request.toExchange(), request.destination());
        if (destination == null) {
            String kind = request.toExchange() ? "exchange" : "queue";
            throw new AmqpException(
                    ReplyCode.NOT_FOUND,
                    "no " + kind + " '" + request.destination() + "' in vhost '" + vhost.name() + "'");
        }
        if (destination instanceof Queue queue) {
            vhost.locks().check(channel, queue);
        }
        source.check(destination, request.routingKey(), request.arguments());
        Binding added = topology.bind(request, source, destination);
        vhost.defined(channel, added == null ? 0 : vhost.inUnit(() -> bound(added, request)));
        if (added != null) {
            vhost.broadcasts().reporter().bindingCreated(added, Reporter.actor(channel));
        }
    }

    private void bound(Binding added, BindingRequest request) {
        if (added.durable()) {
            vhost.journal()
                    .append(new JournalRecord.Bound(
                            vhost.name(),
                            request.source(),
                            request.toExchange(),
                            request.destination(),
                            request.routingKey(),
                            request.arguments()));
        }
        for (Message remembered : added.source().history()) {
            if (vhost.refusesPublishes()) {
                return; // a bind can't wait for room as a publish does, and must not fill memory without a bound
            }
            publisher.give(remembered, added.destination());
        }
    }

    void unbind(ChannelState channel, BindingRequest asked) {
        BindingRequest request = checked(channel, asked);
        Binding there = topology.binding(request);
        if (there != null && there.destination() instanceof Queue queue) {
            vhost.locks().check(channel, queue);
        }
        vhost.defined(channel, vhost.inUnit(() -> {
            Binding removed = topology.unbind(request);
            if (removed == null) {
                return;
            }
            if (removed.durable()) {
                vhost.journal()
                        .append(new JournalRecord.Unbound(
                                vhost.name(),
                                request.source(),
                                request.toExchange(),
                                request.destination(),
                                request.routingKey(),
                                removed.arguments()));
            }
            vhost.broadcasts().reporter().bindingDeleted(removed, Reporter.actor(channel));
            removeAbandoned(Set.of(removed.source()));
        }));
    }

    /** The request with its names as they count, once the rights on both ends are clear. */
    private BindingRequest checked(ChannelState channel, BindingRequest asked) {
        String source = Names.stripped(asked.source());
        String destination = Names.stripped(asked.destination());
        String key = asked.routingKey();
        if (asked.toExchange()) {
            access.exchange(channel, Access.WRITE, destination);
            Names.refuseDefaultExchange(destination);
        } else {
            if (destination.isEmpty() && key.isEmpty()) {
                key = Names.ofQueue(channel, destination);
            }
            destination = Names.ofQueue(channel, destination);
            DirectReplies.refusePseudoQueue(destination);
            access.queue(channel, Access.WRITE, destination);
        }
        Names.refuseDefaultExchange(source);
        access.exchange(channel, Access.READ, source);
        Exchange from = topology.exchange(source);
        if (from != null && from.settings().type() == ExchangeType.TOPIC) {
            access.topic(channel, Access.READ, source, key);
        }
        return new BindingRequest(source, asked.toExchange(), destination, key, asked.arguments());
    }
}
