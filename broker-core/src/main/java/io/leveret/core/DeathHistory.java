package io.leveret.core;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header x-death: one table for every queue and reason that a message was dead-lettered from and for, the latest first. What a client sends
 * back is read and extended, so that it can count retries.
 */
final class DeathHistory {
    private static final String X_DEATH = "x-death";
    private static final String COUNT = "count";
    private static final String QUEUE = "queue";
    private static final String REASON = "reason";
    private static final String EXCHANGE = "exchange";
    private static final int MILLIS = 1000;

    /** Nobody dies more often, whatever a client says. */
    private static final long MOST = Long.MAX_VALUE / 2;

    /** So many queues and reasons fit into a content header; who has a longer way has built an endless one. */
    private static final int LONGEST = 256;

    private DeathHistory() {}

    /** How {@code message}, published with these {@code keys}, left a queue. */
    record Death(String queue, DeadLetterReason reason, Message message, List<String> keys, long atMillis) {}

    /** The headers with this death in them, in the order of their names as RabbitMQ sends them. */
    static FieldTable extended(FieldTable headers, Death death) {
        TreeMap<String, FieldValue> all = new TreeMap<>();
        for (FieldTable.Entry header : headers) {
            all.putIfAbsent(header.key(), header.value());
        }
        List<FieldValue> deaths = deaths(headers);
        if (deaths.isEmpty()) {
            mark(all, "x-first-death-", death);
        }
        mark(all, "x-last-death-", death);
        all.put(X_DEATH, FieldValue.of(withDeath(deaths, death)));
        return table(all);
    }

    private static void mark(Map<String, FieldValue> headers, String prefix, Death death) {
        headers.put(prefix + REASON, FieldValue.of(death.reason().word()));
        headers.put(prefix + QUEUE, FieldValue.of(death.queue()));
        headers.put(prefix + EXCHANGE, FieldValue.of(death.message().exchange()));
    }

    private static List<FieldValue> withDeath(List<FieldValue> deaths, Death death) {
        List<FieldValue> others = new ArrayList<>();
        FieldTable known = null;
        long count = 0;
        for (FieldValue value : deaths) {
            if (value.type() == 'F' && isOf(value.asTable(), death.queue(), death.reason())) {
                known = known == null ? value.asTable() : known;
                count = Math.min(MOST, count + count(value.asTable()));
            } else {
                others.add(value);
            }
        }
        others.add(0, FieldValue.of(known == null ? first(death) : counted(known, count + 1)));
        return others;
    }

    private static boolean isOf(FieldTable table, String queue, DeadLetterReason reason) {
        return queue.equals(text(table, QUEUE)) && reason.word().equals(text(table, REASON));
    }

    private static long count(FieldTable death) {
        FieldValue count = death.get(COUNT);
        return count == null || !count.isInteger() ? 1 : Math.max(0, Math.min(MOST, count.asLong()));
    }

    private static FieldTable first(Death death) {
        FieldTable.Builder table = FieldTable.builder();
        table.put(COUNT, FieldValue.of(1L));
        table.put(REASON, FieldValue.of(death.reason().word()));
        table.put(QUEUE, FieldValue.of(death.queue()));
        table.put("time", FieldValue.timestamp(death.atMillis() / MILLIS));
        table.put(EXCHANGE, FieldValue.of(death.message().exchange()));
        table.put(
                "routing-keys",
                FieldValue.of(death.keys().stream().map(FieldValue::of).toList()));
        String expiration = Properties.expiration(death.message().properties());
        if (expiration != null) {
            table.put("original-expiration", FieldValue.of(expiration));
        }
        return table.build();
    }

    private static FieldTable counted(FieldTable death, long count) {
        TreeMap<String, FieldValue> all = new TreeMap<>();
        for (FieldTable.Entry entry : death) {
            all.putIfAbsent(entry.key(), entry.value());
        }
        all.put(COUNT, FieldValue.of(count));
        return table(all);
    }

    private static FieldTable table(Map<String, FieldValue> entries) {
        FieldTable.Builder table = FieldTable.builder();
        entries.forEach(table::put);
        return table.build();
    }

    /**
     * Whether a message with these headers would come back to {@code queue} all by itself: it was there, and no consumer rejected it since. It would
     * go round for ever.
     */
    static boolean isCycle(FieldTable headers, String queue) {
        for (FieldValue death : deaths(headers)) {
            if (death.type() != 'F' || DeadLetterReason.REJECTED.word().equals(text(death.asTable(), REASON))) {
                return false;
            }
            if (queue.equals(text(death.asTable(), QUEUE))) {
                return true;
            }
        }
        return false;
    }

    /** Whether this death would make too long a history. */
    static boolean isFull(FieldTable headers, String queue, DeadLetterReason reason) {
        List<FieldValue> deaths = deaths(headers);
        return deaths.size() >= LONGEST
                && deaths.stream().noneMatch(death -> death.type() == 'F' && isOf(death.asTable(), queue, reason));
    }

    private static List<FieldValue> deaths(FieldTable headers) {
        FieldValue deaths = headers.get(X_DEATH);
        return deaths == null || deaths.type() != 'A' ? List.of() : deaths.asArray();
    }

    private static @Nullable String text(FieldTable table, String key) {
        FieldValue value = table.get(key);
        return value == null || !value.isLongString() ? null : value.asString();
    }
}
