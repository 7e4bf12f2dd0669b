package io.leveret.store.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.store.inspection.UsedStore.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpTest {
    private final Found found = new Found();
    private final List<JsonNode> lines = new ArrayList<>();

    private int dump(UsedStore store, boolean bodies) throws IOException {
        List<String> text = new ArrayList<>();
        int faults = new Dump(store.looked(), bodies, text::add, found).run();
        JsonMapper json = new JsonMapper();
        for (String line : text) {
            lines.add(json.readTree(line));
        }
        return faults;
    }

    private List<JsonNode> ofType(String type) {
        return lines.stream()
                .filter(line -> line.path("type").asText().equals(type))
                .toList();
    }

    @Test
    void theRecordsAreToldInOrderWithFileAndBatch() throws IOException {
        UsedStore store = UsedStore.killed();
        Map<String, String> before = store.contents();
        assertThat(dump(store, false)).isZero();
        assertThat(store.contents()).isEqualTo(before);
        long batch = 0;
        for (JsonNode line : lines.subList(2, lines.size() - 1)) {
            assertThat(line.path("file").asText()).startsWith("journal/j-").endsWith(".wal");
            assertThat(line.path("batch").asLong()).isGreaterThanOrEqualTo(batch);
            batch = line.path("batch").asLong();
        }
        assertThat(ofType("settle")).isNotEmpty();
        JsonNode last = ofType("settle").get(ofType("settle").size() - 1);
        assertThat(last.path("queueId").asLong()).isEqualTo(UsedStore.SLOW);
        assertThat(last.path("first").asLong()).isEqualTo(2);
        assertThat(last.path("last").asLong()).isEqualTo(2);
    }

    @Test
    void theDefinitionsComeFirst() throws IOException {
        dump(UsedStore.killed(), false);
        JsonNode slow = lines.get(0);
        assertThat(slow.path("file").asText()).startsWith("definitions-");
        assertThat(slow.path("type").asText()).isEqualTo("queue declared");
        assertThat(slow.path("name").asText()).isEqualTo("slow");
        assertThat(slow.path("queueId").asLong()).isEqualTo(UsedStore.SLOW);
        assertThat(slow.path("highest").asLong()).isEqualTo(5);
        assertThat(lines.get(1).path("name").asText()).isEqualTo("fast");
        assertThat(lines.get(2).path("file").asText()).startsWith("journal/");
    }

    @Test
    void anEnqueueHasTheMessagesFieldsAndItsBodyOnlyIfThatIsWanted() throws IOException {
        dump(UsedStore.killed(), false);
        JsonNode enqueue = lastEnqueue();
        assertThat(enqueue.path("queues").toString()).isEqualTo("[{\"id\":2,\"seq\":87}]");
        assertThat(enqueue.path("exchange").asText()).isEqualTo("exchange");
        assertThat(enqueue.path("routingKey").asText()).isEqualTo("key.87");
        assertThat(enqueue.path("publishedAt").asLong()).isEqualTo(1_087);
        assertThat(enqueue.path("bodySize").asLong()).isEqualTo(1_000);
        assertThat(enqueue.has("body")).isFalse();
        assertThat(enqueue.has("deadline")).isFalse();
        lines.clear();
        dump(UsedStore.killed(), true);
        byte[] body = new byte[1_000];
        Arrays.fill(body, (byte) 87);
        assertThat(lastEnqueue().path("body").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(body));
    }

    @Test
    void theSectionsOfColdFilesComeLast() throws IOException {
        UsedStore store = UsedStore.killed();
        dump(store, false);
        JsonNode section = lines.get(lines.size() - 1);
        assertThat(section.toString())
                .isEqualTo("{\"file\":\"" + store.coldFile()
                        + "\",\"type\":\"section\",\"queueId\":1,\"first\":1,\"count\":5,\"bodyOctets\":1500}");
    }

    @Test
    void aDamagedMessageIsAFaultAndItsRecordIsToldAllTheSame() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch batch = store.batchWithBody(30_000);
        store.flip(batch.fileName(), batch.offset() + 20_000);
        assertThat(dump(store, true)).isEqualTo(1);
        assertThat(found.faults.get(0)).contains("the entry of a message of batch " + batch.number());
        assertThat(ofType("enqueue").stream()
                        .filter(line -> line.path("damaged").asBoolean()))
                .hasSize(1);
    }

    @Test
    void withoutDefinitionsTheJournalIsToldAllTheSame() throws IOException {
        UsedStore store = UsedStore.killed();
        String definitions = store.disk.list("").stream()
                .filter(name -> name.startsWith("definitions-"))
                .findFirst()
                .orElseThrow();
        store.flip(definitions, 100);
        assertThat(dump(store, false)).isEqualTo(1);
        assertThat(found.faults)
                .containsExactly(definitions + " at offset 0: expected definitions with their checksum");
        assertThat(lastEnqueue().path("routingKey").asText()).isEqualTo("key.87");
        assertThat(ofType("section")).hasSize(1);
    }

    @Test
    void aJournalThatBeginsWithAnotherBatchThanTheDefinitionsSayIsAFault() throws IOException {
        UsedStore store = UsedStore.killed();
        Batch first = store.batches().get(0);
        store.flip(first.fileName(), first.offset() + 9);
        assertThat(dump(store, false)).isEqualTo(1);
        assertThat(found.faults).containsExactly(first.fileName() + " at offset 0: expected batch " + first.number());
    }

    @Test
    void aDamagedColdFileIsAFault() throws IOException {
        UsedStore store = UsedStore.killed();
        store.flip(store.coldFile(), store.disk.content(store.coldFile()).length - 64 - 10);
        assertThat(dump(store, true)).isEqualTo(1);
        assertThat(found.faults.get(0)).startsWith(store.coldFile());
    }

    @Test
    void everyRecordButAnEnqueueHasItsFields() {
        FieldTable none = FieldTable.EMPTY;
        assertThat(List.of(
                        json(new JournalRecord.Requeue(1, 2, 3)),
                        json(new JournalRecord.Delivered(1, 2)),
                        json(new JournalRecord.QueueDeclared("/", 1, "q\n", true, none)),
                        json(new JournalRecord.QueueDeleted(1)),
                        json(new JournalRecord.ExchangeDeclared("/", "e", "fanout", true, false, none)),
                        json(new JournalRecord.ExchangeDeleted("/", "e")),
                        json(new JournalRecord.Bound("/", "e", false, "q", "k", none)),
                        json(new JournalRecord.Unbound("/", "e", true, "q", "k", none)),
                        json(new JournalRecord.SettingPut(SettingKind.OPERATOR_POLICY, "/", "p", none)),
                        json(new JournalRecord.SettingRemoved(SettingKind.USER, "", "u"))))
                .containsExactly(
                        "requeue {\"queueId\":1,\"seq\":2,\"deliveryCount\":3}",
                        "delivered {\"queueId\":1,\"upTo\":2}",
                        "queue declared {\"vhost\":\"/\",\"name\":\"q\\n\",\"queueId\":1,\"autoDelete\":true,\"arguments\":\"\"}",
                        "queue deleted {\"queueId\":1}",
                        "exchange declared {\"vhost\":\"/\",\"name\":\"e\",\"exchangeType\":\"fanout\",\"autoDelete\":true,"
                                + "\"internal\":false,\"arguments\":\"\"}",
                        "exchange deleted {\"vhost\":\"/\",\"name\":\"e\"}",
                        "bound {\"vhost\":\"/\",\"source\":\"e\",\"toExchange\":false,\"destination\":\"q\",\"key\":\"k\",\"arguments\":\"\"}",
                        "unbound {\"vhost\":\"/\",\"source\":\"e\",\"toExchange\":true,\"destination\":\"q\",\"key\":\"k\",\"arguments\":\"\"}",
                        "setting put {\"kind\":\"operator_policy\",\"vhost\":\"/\",\"name\":\"p\",\"value\":\"\"}",
                        "setting removed {\"kind\":\"user\",\"vhost\":\"\",\"name\":\"u\"}");
    }

    @Test
    void propertiesAreDecoded() {
        // delivery-mode, priority, correlation-id, expiration and timestamp
        byte[] properties = {0x1d, 0x40, 2, 7, 2, 'c', '1', 3, '1', '0', '0', 0, 0, 0, 0, 0, 0, 0, 9};
        Properties.validate(properties);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        MessageJson.put(new Message("", "k", properties, Body.EMPTY, 1), true, line);
        assertThat(line)
                .hasToString(
                        "{\"exchange\":\"\",\"routingKey\":\"k\",\"properties\":{\"deliveryMode\":2,\"priority\":7,"
                                + "\"correlationId\":\"c1\",\"expiration\":\"100\",\"timestamp\":\"9\"},\"body\":\"\"}");
    }

    private static String json(JournalRecord record) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        RecordJson.put(record, line);
        return RecordJson.type(record) + " " + line;
    }

    private JsonNode lastEnqueue() {
        List<JsonNode> enqueues = ofType("enqueue");
        return enqueues.get(enqueues.size() - 1);
    }
}
