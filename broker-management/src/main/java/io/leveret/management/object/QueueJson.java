package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.count.Counts;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.policy.Policy;
import io.leveret.core.queue.QueueLengths;
import io.leveret.core.queue.QueueSettings;
import io.leveret.core.view.ConsumerView;
import io.leveret.core.view.QueueView;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.http.Parts;
import io.leveret.management.http.Shape;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Rates;
import io.leveret.management.rate.StatsJson;
import io.leveret.management.rate.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue as RabbitMQ's API shows it. Values that only RabbitMQ's own machinery has are left out. */
final class QueueJson {
    private static final double MILLIS = 1e3;

    private static final Parts<QueueView> POLICIES = new Parts<QueueView>()
            .text("policy", queue -> name(queue.policy()))
            .text("operator_policy", queue -> name(queue.operatorPolicy()))
            .any("effective_policy_definition", QueueJson::effectivePolicy);

    private static final Parts<QueueLengths> CONSUMERS = new Parts<QueueLengths>()
            .whole("consumers", QueueLengths::consumers)
            .real("consumer_capacity", lengths -> lengths.served() ? 1 : 0)
            .real("consumer_utilisation", lengths -> lengths.served() ? 1 : 0);

    private static final Parts<QueueLengths> SIZES = new Parts<QueueLengths>()
            .whole("messages_ram", QueueLengths::messagesInMemory)
            .whole("messages_ready_ram", QueueLengths::inMemory)
            .whole("messages_unacknowledged_ram", QueueLengths::unacked)
            .whole("messages_paged_out", lengths -> lengths.ready() - lengths.inMemory())
            .whole("message_bytes", lengths -> lengths.readyBytes() + lengths.unackedBytes())
            .whole("message_bytes_ready", QueueLengths::readyBytes)
            .whole("message_bytes_unacknowledged", QueueLengths::unackedBytes)
            .whole("message_bytes_ram", lengths -> inMemoryBytes(lengths) + lengths.unackedBytes())
            .whole("message_bytes_paged_out", lengths -> lengths.readyBytes() - inMemoryBytes(lengths))
            .whole("memory", QueueJson::memory)
            .any("head_message_timestamp", QueueJson::headTimestamp);

    private final Rates rates;
    private final String node;
    private final Shape<InVhost<ConsumerView>> consumerShape;

    QueueJson(Rates rates, String node) {
        this.rates = rates;
        this.node = node;
        this.consumerShape = ConsumerJson.shape(node);
    }

    /** How it was declared, without numbers. */
    Parts<InVhost<QueueView>> plain() {
        return new Parts<InVhost<QueueView>>()
                .text("name", one -> settings(one).name())
                .text("vhost", InVhost::vhost)
                .text("type", one -> settings(one).type().wireName())
                .flag("durable", one -> settings(one).durable())
                .flag("auto_delete", one -> settings(one).autoDelete())
                .flag("exclusive", one -> settings(one).exclusive())
                .any("arguments", one -> FieldJson.of(settings(one).arguments()))
                .text("node", one -> node)
                .text("state", one -> "running");
    }

    Parts<InVhost<QueueView>> full(Chart chart) {
        return plain().all(InVhost::view, POLICIES)
                .all(one -> one.view().lengths(), CONSUMERS)
                .all(one -> lengths(one, chart), StatsJson.LENGTHS)
                .all(one -> one.view().lengths(), SIZES)
                .any("oldest_ready_seconds", one -> seconds(one.view().lengths().firstPublishedMillis(), chart))
                .any(
                        "oldest_unacked_seconds",
                        one -> seconds(one.view().lengths().unackedSinceMillis(), chart))
                .inner("message_stats", one -> counted(one, chart), StatsJson.QUEUE)
                .inner("owner_pid_details", one -> one.view().owner(), Peers::named);
    }

    private static QueueSettings settings(InVhost<QueueView> one) {
        return one.view().settings();
    }

    private StatsJson stats(InVhost<QueueView> one, Chart chart) {
        return rates.stats(() -> Subject.queue(one.vhost(), settings(one).name()), chart);
    }

    private StatsJson.Lengths lengths(InVhost<QueueView> one, Chart chart) {
        QueueLengths lengths = one.view().lengths();
        return new StatsJson.Lengths(stats(one, chart), lengths.ready(), lengths.unacked());
    }

    private StatsJson.@Nullable Counted counted(InVhost<QueueView> one, Chart chart) {
        Counts counts = one.view().counts();
        return counts == null ? null : new StatsJson.Counted(stats(one, chart), counts);
    }

    private static long inMemoryBytes(QueueLengths lengths) {
        return lengths.ready() == 0 ? 0 : lengths.readyBytes() * lengths.inMemory() / lengths.ready();
    }

    private static long memory(QueueLengths lengths) {
        return inMemoryBytes(lengths) + lengths.unackedBytes() + lengths.messagesInMemory() * (long) Message.OVERHEAD;
    }

    private static JsonNode headTimestamp(QueueLengths lengths) {
        Message first = lengths.first();
        Long timestamp = first == null ? null : Properties.timestamp(first.properties());
        return timestamp == null ? NullNode.getInstance() : LongNode.valueOf(timestamp);
    }

    /** How long ago that was; null if it never was. */
    private static JsonNode seconds(long sinceMillis, Chart chart) {
        return sinceMillis == 0
                ? NullNode.getInstance()
                : DoubleNode.valueOf(Math.max(0, chart.nowMillis() - sinceMillis) / MILLIS);
    }

    private static @Nullable String name(@Nullable Policy policy) {
        return policy == null ? null : policy.name();
    }

    private static ObjectNode effectivePolicy(QueueView queue) {
        Policy policy = queue.policy();
        Policy operatorPolicy = queue.operatorPolicy();
        ObjectNode effective = policy == null ? Json.object() : FieldJson.of(policy.definition());
        if (operatorPolicy != null) {
            restrict(effective, operatorPolicy.definition());
        }
        return effective;
    }

    /** An operator's policy wins, but of two numbers the lower. */
    private static void restrict(ObjectNode effective, FieldTable operators) {
        for (FieldTable.Entry entry : operators) {
            JsonNode users = effective.get(entry.key());
            FieldValue limit = entry.value();
            boolean lower =
                    users != null && users.isNumber() && limit.isInteger() && users.longValue() < limit.asLong();
            if (!lower) {
                effective.set(entry.key(), FieldJson.of(limit));
            }
        }
    }

    /** Adds who consumes. */
    void consumers(ObjectNode json, String vhost, List<ConsumerView> consumers) {
        ArrayNode details = json.putArray("consumer_details");
        consumers.forEach(consumer -> details.add(consumerShape.json(new InVhost<>(vhost, consumer))));
        String exclusive = null;
        String active = null;
        for (ConsumerView consumer : consumers) {
            exclusive = consumer.settings().exclusive() ? consumer.tag() : exclusive;
            active = consumer.active() ? consumer.tag() : active;
        }
        json.put("exclusive_consumer_tag", exclusive);
        boolean single = json.path("arguments").path("x-single-active-consumer").asBoolean();
        json.put("single_active_consumer_tag", single ? active : null);
    }
}
