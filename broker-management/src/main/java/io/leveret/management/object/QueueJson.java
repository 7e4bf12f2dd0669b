package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.policy.Policy;
import io.leveret.core.queue.QueueLengths;
import io.leveret.core.view.ConsumerView;
import io.leveret.core.view.QueueView;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Series;
import io.leveret.management.rate.StatsJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue as RabbitMQ's API shows it. Values that only RabbitMQ's own machinery has are left out. */
final class QueueJson {
    private static final double MILLIS = 1e3;

    private final String node;

    QueueJson(String node) {
        this.node = node;
    }

    /** How it was declared, without numbers. */
    ObjectNode plain(InVhost<QueueView> one) {
        QueueView queue = one.view();
        ObjectNode json = Json.object();
        json.put("name", queue.settings().name());
        json.put("vhost", one.vhost());
        json.put("type", queue.settings().type().wireName());
        json.put("durable", queue.settings().durable());
        json.put("auto_delete", queue.settings().autoDelete());
        json.put("exclusive", queue.settings().exclusive());
        json.set("arguments", FieldJson.of(queue.settings().arguments()));
        json.put("node", node);
        json.put("state", "running");
        return json;
    }

    ObjectNode full(InVhost<QueueView> one, @Nullable Series series, Chart chart) {
        QueueView queue = one.view();
        QueueLengths lengths = queue.lengths();
        ObjectNode json = plain(one);
        policies(json, queue.policy(), queue.operatorPolicy());
        json.put("consumers", lengths.consumers());
        json.put("consumer_capacity", lengths.served() ? 1.0 : 0.0);
        json.put("consumer_utilisation", lengths.served() ? 1.0 : 0.0);
        StatsJson stats = StatsJson.of(series, chart);
        stats.lengths(json, lengths.ready(), lengths.unacked());
        sizes(json, lengths);
        json.put("oldest_ready_seconds", seconds(lengths.firstPublishedMillis(), chart.nowMillis()));
        json.put("oldest_unacked_seconds", seconds(lengths.unackedSinceMillis(), chart.nowMillis()));
        if (queue.counts() != null) {
            json.set("message_stats", stats.queue(queue.counts()));
        }
        SessionSettings owner = queue.owner();
        if (owner != null) {
            ObjectNode details = json.putObject("owner_pid_details").put("name", owner.connectionName());
            Peers.put(details, owner);
        }
        return json;
    }

    private static void sizes(ObjectNode json, QueueLengths lengths) {
        json.put("messages_ram", lengths.inMemory() + lengths.unacked());
        json.put("messages_ready_ram", lengths.inMemory());
        json.put("messages_unacknowledged_ram", lengths.unacked());
        json.put("messages_paged_out", lengths.ready() - lengths.inMemory());
        json.put("message_bytes", lengths.readyBytes() + lengths.unackedBytes());
        json.put("message_bytes_ready", lengths.readyBytes());
        json.put("message_bytes_unacknowledged", lengths.unackedBytes());
        long inMemory = lengths.ready() == 0 ? 0 : lengths.readyBytes() * lengths.inMemory() / lengths.ready();
        json.put("message_bytes_ram", inMemory + lengths.unackedBytes());
        json.put("message_bytes_paged_out", lengths.readyBytes() - inMemory);
        json.put("memory", inMemory + lengths.unackedBytes() + lengths.messagesInMemory() * (long) Message.OVERHEAD);
        Message first = lengths.first();
        json.put("head_message_timestamp", first == null ? null : Properties.timestamp(first.properties()));
    }

    /** How long ago that was; null if it never was. */
    private static @Nullable Double seconds(long sinceMillis, long nowMillis) {
        return sinceMillis == 0 ? null : Math.max(0, nowMillis - sinceMillis) / MILLIS;
    }

    private static void policies(ObjectNode json, @Nullable Policy policy, @Nullable Policy operatorPolicy) {
        json.put("policy", policy == null ? null : policy.name());
        json.put("operator_policy", operatorPolicy == null ? null : operatorPolicy.name());
        ObjectNode effective = policy == null ? Json.object() : FieldJson.of(policy.definition());
        if (operatorPolicy != null) {
            restrict(effective, operatorPolicy.definition());
        }
        json.set("effective_policy_definition", effective);
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
        consumers.forEach(consumer -> details.add(ConsumerJson.of(node, vhost, consumer)));
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
