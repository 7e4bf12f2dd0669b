package io.leveret.store.journal;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a virtual host's records add up to, the simple way. Owner: the test's thread. */
final class ModelState {
    final TreeSet<String> exchanges = new TreeSet<>();
    final TreeSet<String> bindings = new TreeSet<>();
    /** In the order in which they were first made. */
    final LinkedHashMap<String, String> settings = new LinkedHashMap<>();

    final TreeMap<Long, ModelQueue> queues = new TreeMap<>();

    /** One queue: its live messages by sequence number, as {@link #content} shows them. */
    static final class ModelQueue {
        final String name;
        final TreeMap<Long, String> messages = new TreeMap<>();
        final TreeMap<Long, Integer> requeued = new TreeMap<>();
        long delivered;

        ModelQueue(String name) {
            this.name = name;
        }

        ModelQueue copy() {
            ModelQueue copy = new ModelQueue(name);
            copy.messages.putAll(messages);
            copy.requeued.putAll(requeued);
            copy.delivered = delivered;
            return copy;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ModelQueue that
                    && delivered == that.delivered
                    && name.equals(that.name)
                    && requeued.equals(that.requeued)
                    && messages.equals(that.messages);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, messages);
        }

        @Override
        public String toString() {
            return name + " delivered=" + delivered + " requeued=" + requeued + " " + messages;
        }
    }

    static String content(Message message) {
        long sum = 17;
        for (int i = 0; i < message.body().chunkCount(); i++) {
            for (byte octet : message.body().chunk(i)) {
                sum = 31 * sum + octet;
            }
        }
        return message.exchange() + "|" + message.routingKey() + "|" + message.properties().length + "|"
                + message.publishedAtMillis() + "|" + message.body().size() + "|" + Long.toHexString(sum);
    }

    ModelState copy() {
        ModelState copy = new ModelState();
        copy.exchanges.addAll(exchanges);
        copy.bindings.addAll(bindings);
        copy.settings.putAll(settings);
        for (Map.Entry<Long, ModelQueue> queue : queues.entrySet()) {
            copy.queues.put(queue.getKey(), queue.getValue().copy());
        }
        return copy;
    }

    void apply(JournalRecord record) {
        if (record instanceof JournalRecord.Enqueue r) {
            String content = content(r.message());
            for (int i = 0; i < r.queueIds().length; i++) {
                queues.get(r.queueIds()[i]).messages.put(r.seqs()[i], content);
            }
        } else if (record instanceof JournalRecord.Settle r) {
            ModelQueue queue = queues.get(r.queueId());
            queue.messages.subMap(r.first(), true, r.last(), true).clear();
            queue.requeued.subMap(r.first(), true, r.last(), true).clear();
        } else if (record instanceof JournalRecord.Delivered r) {
            ModelQueue queue = queues.get(r.queueId());
            queue.delivered = Math.max(queue.delivered, r.upTo());
        } else if (record instanceof JournalRecord.Requeue r) {
            queues.get(r.queueId()).requeued.put(r.seq(), r.deliveryCount());
        } else {
            define(record);
        }
    }

    private void define(JournalRecord record) {
        if (record instanceof JournalRecord.QueueDeclared r) {
            queues.put(r.queueId(), new ModelQueue(r.name()));
        } else if (record instanceof JournalRecord.QueueDeleted r) {
            String name = queues.remove(r.queueId()).name;
            bindings.removeIf(binding -> binding.contains("->queue " + name + "|"));
        } else if (record instanceof JournalRecord.ExchangeDeclared r) {
            exchanges.add(r.name());
        } else if (record instanceof JournalRecord.ExchangeDeleted r) {
            exchanges.remove(r.name());
            bindings.removeIf(
                    binding -> binding.startsWith(r.name() + "->") || binding.contains("->exchange " + r.name() + "|"));
        } else if (record instanceof JournalRecord.Bound r) {
            bindings.add(binding(r.source(), r.toExchange(), r.destination(), r.key()));
        } else if (record instanceof JournalRecord.Unbound r) {
            bindings.remove(binding(r.source(), r.toExchange(), r.destination(), r.key()));
        } else if (record instanceof JournalRecord.SettingPut r) {
            settings.put(r.kind() + " " + r.name(), r.value().toString());
        } else if (record instanceof JournalRecord.SettingRemoved r) {
            settings.remove(r.kind() + " " + r.name());
            if (r.kind() == SettingKind.VHOST) {
                exchanges.clear();
                bindings.clear();
                queues.clear();
                settings.clear();
            }
        }
    }

    private static String binding(String source, boolean toExchange, String destination, String key) {
        return source + "->" + (toExchange ? "exchange " : "queue ") + destination + "|" + key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelState that
                && exchanges.equals(that.exchanges)
                && bindings.equals(that.bindings)
                && List.copyOf(settings.entrySet()).equals(List.copyOf(that.settings.entrySet()))
                && queues.equals(that.queues);
    }

    @Override
    public int hashCode() {
        return Objects.hash(exchanges, bindings, queues);
    }

    @Override
    public String toString() {
        return "exchanges=" + exchanges + "\nbindings=" + bindings + "\nsettings=" + settings + "\nqueues=" + queues;
    }
}
