package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.SessionState;
import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.Observers;
import io.leveret.core.exchange.Binding;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Queue;
import java.util.Collection;
import java.util.List;

/** Tells the observers of what happens in one virtual host, with facts named as by RabbitMQ. Nobody hears of what recovery does. Owner: core. */
final class Reporter {
    private final String vhost;
    private Observers observers = Observers.NONE;

    Reporter(String vhost) {
        this.vhost = vhost;
    }

    void observe(Observers by) {
        observers = by;
    }

    Observers observers() {
        return observers;
    }

    /** In whose name a channel acts. */
    static Actor actor(ChannelState channel) {
        return actor(channel.session());
    }

    private static Actor actor(SessionState session) {
        Actor named = session.settings().actor();
        if (named != null) {
            return named;
        }
        String user = session.settings().user().name();
        return session.settings().isListed()
                ? new Actor(user, session.settings().connectionName(), Actor.Source.AMQP)
                : Actor.http(user);
    }

    boolean wants(EventKind kind) {
        return observers.events().wants(kind);
    }

    private FieldTable.Builder facts(String user) {
        return FieldTable.builder().put("vhost", vhost).put("user_who_performed_action", user);
    }

    private void tell(EventKind kind, FieldTable.Builder facts) {
        observers.events().happened(new BrokerEvent(kind, facts.build()));
    }

    void audit(Actor by, String action, String object, String detail) {
        observers.audit().changed(AuditEntry.ok(by, action, vhost, object, detail));
    }

    void refused(Actor by, String action, String object, String why) {
        observers.audit().changed(AuditEntry.refused(by, action, vhost, object, why));
    }

    /** Publishers wait, for this reason. */
    void alarmSet(String reason) {
        if (wants(EventKind.ALARM_SET)) {
            tell(EventKind.ALARM_SET, alarm().put("reason", reason));
        }
    }

    void alarmCleared() {
        if (wants(EventKind.ALARM_CLEARED)) {
            tell(EventKind.ALARM_CLEARED, alarm());
        }
    }

    private FieldTable.Builder alarm() {
        return FieldTable.builder().put("vhost", vhost).put("node", observers.node());
    }

    // queues and exchanges

    void queueCreated(Queue queue, Actor by) {
        audit(by, "queue.declare", queue.name(), queue.settings().type().wireName());
        if (wants(EventKind.QUEUE_CREATED)) {
            Object owner = queue.settings().owner();
            tell(
                    EventKind.QUEUE_CREATED,
                    facts(by.user())
                            .put("name", queue.name())
                            .put("durable", queue.settings().durable())
                            .put("auto_delete", queue.settings().autoDelete())
                            .put("exclusive", owner != null)
                            .put("arguments", queue.settings().arguments())
                            .put(
                                    "owner_pid",
                                    owner instanceof SessionState session
                                            ? session.settings().connectionName()
                                            : ""));
        }
    }

    /** {@code lost} are the bindings that went with it. */
    void queueDeleted(Queue queue, Collection<Binding> lost, Actor by) {
        audit(by, "queue.delete", queue.name(), queue.readyCount() + " ready messages");
        if (wants(EventKind.QUEUE_DELETED)) {
            tell(EventKind.QUEUE_DELETED, facts(by.user()).put("name", queue.name()));
        }
        lost.forEach(binding -> bindingDeletedEvent(binding, by));
        queue.consumers().all().forEach(this::consumerDeleted);
    }

    void queuePurged(Queue queue, int count, Actor by) {
        audit(by, "queue.purge", queue.name(), count + " messages");
    }

    void exchangeCreated(Exchange exchange, Actor by) {
        String type = exchange.settings().type().wireName();
        audit(by, "exchange.declare", exchange.name(), type);
        if (wants(EventKind.EXCHANGE_CREATED)) {
            tell(
                    EventKind.EXCHANGE_CREATED,
                    facts(by.user())
                            .put("name", exchange.name())
                            .put("type", type)
                            .put("durable", exchange.settings().durable())
                            .put("auto_delete", exchange.settings().autoDelete())
                            .put("internal", exchange.settings().internal())
                            .put("arguments", exchange.settings().arguments()));
        }
    }

    /** {@code lost} are the bindings that went with it. */
    void exchangeDeleted(Exchange exchange, Collection<Binding> lost, Actor by) {
        audit(by, "exchange.delete", exchange.name(), "");
        if (wants(EventKind.EXCHANGE_DELETED)) {
            tell(EventKind.EXCHANGE_DELETED, facts(by.user()).put("name", exchange.name()));
        }
        lost.forEach(binding -> bindingDeletedEvent(binding, by));
    }

    // bindings

    /** The bindings, for who must know them when they have gone; none if nobody wants to hear of it. */
    List<Binding> toBeLost(Collection<Binding> bindings) {
        return wants(EventKind.BINDING_DELETED) ? List.copyOf(bindings) : List.of();
    }

    void bindingCreated(Binding binding, Actor by) {
        audit(by, action(binding, "bind"), binding.destination().name(), way(binding));
        if (wants(EventKind.BINDING_CREATED)) {
            tell(EventKind.BINDING_CREATED, facts(binding, by));
        }
    }

    void bindingDeleted(Binding binding, Actor by) {
        audit(by, action(binding, "unbind"), binding.destination().name(), way(binding));
        bindingDeletedEvent(binding, by);
    }

    private void bindingDeletedEvent(Binding binding, Actor by) {
        if (wants(EventKind.BINDING_DELETED)) {
            tell(EventKind.BINDING_DELETED, facts(binding, by));
        }
    }

    private static String action(Binding binding, String verb) {
        return kind(binding.destination()) + "." + verb;
    }

    private static String way(Binding binding) {
        return "from exchange '" + binding.source().name() + "' with key '" + binding.key() + "'";
    }

    private static String kind(Destination destination) {
        return destination instanceof Exchange ? "exchange" : "queue";
    }

    private FieldTable.Builder facts(Binding binding, Actor by) {
        return facts(by.user())
                .put("source_name", binding.source().name())
                .put("source_kind", "exchange")
                .put("destination_name", binding.destination().name())
                .put("destination_kind", kind(binding.destination()))
                .put("routing_key", binding.key())
                .put("arguments", binding.arguments());
    }

    // consumers

    void consumerCreated(ChannelState channel, Consumer consumer) {
        if (wants(EventKind.CONSUMER_CREATED)) {
            tell(
                    EventKind.CONSUMER_CREATED,
                    facts(actor(channel).user())
                            .put("consumer_tag", consumer.tag())
                            .put("queue", consumer.queue().name())
                            .put("channel", ConnectionReporter.channelName(channel))
                            .put("exclusive", consumer.settings().exclusive())
                            .put("ack_required", !consumer.noAck())
                            .put("prefetch_count", (long) consumer.settings().prefetch())
                            .put("arguments", consumer.settings().arguments()));
        }
    }

    void consumerDeleted(Consumer consumer) {
        if (wants(EventKind.CONSUMER_DELETED) && consumer.target() instanceof ChannelState channel) {
            tell(
                    EventKind.CONSUMER_DELETED,
                    facts(actor(channel).user())
                            .put("consumer_tag", consumer.tag())
                            .put("queue", consumer.queue().name())
                            .put("channel", ConnectionReporter.channelName(channel)));
        }
    }

    // policies

    void policySet(PolicyLayer layer, Policy policy, Actor by) {
        EventKind kind = layer == PolicyLayer.USER ? EventKind.POLICY_SET : EventKind.OPERATOR_POLICY_SET;
        if (wants(kind)) {
            tell(
                    kind,
                    facts(by.user())
                            .put("name", policy.name())
                            .put("pattern", policy.pattern().regex())
                            .put("apply-to", policy.applyTo().word())
                            .put("priority", (long) policy.priority())
                            .put("definition", policy.definition()));
        }
    }

    void policyCleared(PolicyLayer layer, String name, Actor by) {
        EventKind kind = layer == PolicyLayer.USER ? EventKind.POLICY_CLEARED : EventKind.OPERATOR_POLICY_CLEARED;
        if (wants(kind)) {
            tell(kind, facts(by.user()).put("name", name));
        }
    }
}
