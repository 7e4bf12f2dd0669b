package io.leveret.store.inspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import java.util.Locale;

/** A record of the journal as JSON, any but an enqueue. Field tables are their octets in base64. */
final class RecordJson {
    private RecordJson() {}

    /** As the format's description names it: {@code queue declared}. */
    static String type(JournalRecord record) {
        return record.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    static void put(JournalRecord record, ObjectNode to) {
        if (record instanceof JournalRecord.Settle r) {
            to.put("queueId", r.queueId()).put("first", r.first()).put("last", r.last());
        } else if (record instanceof JournalRecord.Requeue r) {
            to.put("queueId", r.queueId()).put("seq", r.seq()).put("deliveryCount", r.deliveryCount());
        } else if (record instanceof JournalRecord.Delivered r) {
            to.put("queueId", r.queueId()).put("upTo", r.upTo());
        } else if (record instanceof JournalRecord.SettingPut r) {
            to.put("kind", r.kind().name().toLowerCase(Locale.ROOT));
            put(r.vhost(), r.name(), to).put("value", r.value().encoded());
        } else if (record instanceof JournalRecord.SettingRemoved r) {
            to.put("kind", r.kind().name().toLowerCase(Locale.ROOT));
            put(r.vhost(), r.name(), to);
        } else {
            definition(record, to);
        }
    }

    private static void definition(JournalRecord record, ObjectNode to) {
        if (record instanceof JournalRecord.QueueDeclared r) {
            put(r.vhost(), r.name(), to).put("queueId", r.queueId()).put("autoDelete", r.autoDelete());
            arguments(r.arguments(), to);
        } else if (record instanceof JournalRecord.QueueDeleted r) {
            to.put("queueId", r.queueId());
        } else if (record instanceof JournalRecord.ExchangeDeclared r) {
            put(r.vhost(), r.name(), to).put("exchangeType", r.type());
            to.put("autoDelete", r.autoDelete()).put("internal", r.internal());
            arguments(r.arguments(), to);
        } else if (record instanceof JournalRecord.ExchangeDeleted r) {
            put(r.vhost(), r.name(), to);
        } else if (record instanceof JournalRecord.Bound r) {
            to.put("vhost", r.vhost()).put("source", r.source()).put("toExchange", r.toExchange());
            to.put("destination", r.destination()).put("key", r.key());
            arguments(r.arguments(), to);
        } else if (record instanceof JournalRecord.Unbound r) {
            to.put("vhost", r.vhost()).put("source", r.source()).put("toExchange", r.toExchange());
            to.put("destination", r.destination()).put("key", r.key());
            arguments(r.arguments(), to);
        } else {
            throw new IllegalStateException("no JSON for " + record);
        }
    }

    private static ObjectNode put(String vhost, String name, ObjectNode to) {
        return to.put("vhost", vhost).put("name", name);
    }

    private static void arguments(FieldTable arguments, ObjectNode to) {
        to.put("arguments", arguments.encoded());
    }
}
