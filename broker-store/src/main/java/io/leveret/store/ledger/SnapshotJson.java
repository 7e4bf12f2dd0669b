package io.leveret.store.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.journal.JournalRecord.Bound;
import io.leveret.core.journal.JournalRecord.ExchangeDeclared;
import io.leveret.core.journal.JournalRecord.QueueDeclared;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@link Snapshot} as JSON. Field tables are the octets as received, in base64. */
final class SnapshotJson {
    private static final JsonMapper JSON = new JsonMapper();

    private SnapshotJson() {}

    static byte[] encode(Snapshot snapshot) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("number", snapshot.number());
        root.put("covers", snapshot.covers());
        root.put("firstFile", snapshot.firstFile());
        root.put("firstBatch", snapshot.firstBatch());
        root.put("highestQueueId", snapshot.highestQueueId());
        ArrayNode settings = root.putArray("settings");
        snapshot.settings().forEach(setting -> encode(setting, settings.addObject()));
        ArrayNode exchanges = root.putArray("exchanges");
        snapshot.exchanges().forEach(exchange -> encode(exchange, exchanges.addObject()));
        ArrayNode queues = root.putArray("queues");
        snapshot.queues().forEach(queue -> encode(queue, queues.addObject()));
        ArrayNode bindings = root.putArray("bindings");
        snapshot.bindings().forEach(binding -> encode(binding, bindings.addObject()));
        ColdJson.encode(snapshot.cold(), root);
        return JSON.writeValueAsBytes(root);
    }

    private static void encode(SettingPut setting, ObjectNode to) {
        to.put("kind", setting.kind().code());
        to.put("vhost", setting.vhost());
        to.put("name", setting.name());
        to.put("value", setting.value().encoded());
    }

    private static void encode(ExchangeDeclared exchange, ObjectNode to) {
        to.put("vhost", exchange.vhost());
        to.put("name", exchange.name());
        to.put("type", exchange.type());
        to.put("autoDelete", exchange.autoDelete());
        to.put("internal", exchange.internal());
        to.put("arguments", exchange.arguments().encoded());
    }

    private static void encode(Snapshot.QueueMarks queue, ObjectNode to) {
        QueueDeclared declared = queue.declared();
        to.put("vhost", declared.vhost());
        to.put("id", declared.queueId());
        to.put("name", declared.name());
        to.put("autoDelete", declared.autoDelete());
        to.put("arguments", declared.arguments().encoded());
        to.put("delivered", queue.delivered());
        to.put("highest", queue.highest());
        ObjectNode requeued = to.putObject("requeued");
        queue.requeued().forEach((seq, count) -> requeued.put(Long.toString(seq), count));
    }

    private static void encode(Bound binding, ObjectNode to) {
        to.put("vhost", binding.vhost());
        to.put("source", binding.source());
        to.put("toExchange", binding.toExchange());
        to.put("destination", binding.destination());
        to.put("key", binding.key());
        to.put("arguments", binding.arguments().encoded());
    }

    static Snapshot decode(byte[] json) throws IOException {
        JsonNode root = JSON.readTree(json);
        List<ExchangeDeclared> exchanges = new ArrayList<>();
        for (JsonNode node : root.path("exchanges")) {
            exchanges.add(new ExchangeDeclared(
                    text(node, "vhost"),
                    text(node, "name"),
                    text(node, "type"),
                    node.path("autoDelete").asBoolean(),
                    node.path("internal").asBoolean(),
                    arguments(node)));
        }
        List<Snapshot.QueueMarks> queues = new ArrayList<>();
        for (JsonNode node : root.path("queues")) {
            queues.add(queue(node));
        }
        List<Bound> bindings = new ArrayList<>();
        for (JsonNode node : root.path("bindings")) {
            bindings.add(new Bound(
                    text(node, "vhost"),
                    text(node, "source"),
                    node.path("toExchange").asBoolean(),
                    text(node, "destination"),
                    text(node, "key"),
                    arguments(node)));
        }
        return new Snapshot(
                root.path("number").asLong(),
                root.path("covers").asLong(),
                root.path("firstFile").asLong(),
                root.path("firstBatch").asLong(),
                root.path("highestQueueId").asLong(),
                settings(root),
                exchanges,
                queues,
                bindings,
                ColdJson.decode(root));
    }

    private static List<SettingPut> settings(JsonNode root) throws IOException {
        List<SettingPut> settings = new ArrayList<>();
        for (JsonNode node : root.path("settings")) {
            settings.add(new SettingPut(
                    SettingKind.of(node.path("kind").asInt()),
                    text(node, "vhost"),
                    text(node, "name"),
                    FieldTable.decode(node.path("value").binaryValue())));
        }
        return settings;
    }

    private static Snapshot.QueueMarks queue(JsonNode node) throws IOException {
        QueueDeclared declared = new QueueDeclared(
                text(node, "vhost"),
                node.path("id").asLong(),
                text(node, "name"),
                node.path("autoDelete").asBoolean(),
                arguments(node));
        Map<Long, Integer> requeued = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("requeued").properties()) {
            requeued.put(Long.parseLong(entry.getKey()), entry.getValue().asInt());
        }
        return new Snapshot.QueueMarks(
                declared, node.path("delivered").asLong(), node.path("highest").asLong(), requeued);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }

    private static FieldTable arguments(JsonNode node) throws IOException {
        return FieldTable.decode(node.path("arguments").binaryValue());
    }
}
