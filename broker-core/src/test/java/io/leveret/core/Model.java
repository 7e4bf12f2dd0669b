package io.leveret.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a virtual host should have, said as plainly as can be: each message is ready in its queue, unacked with a channel, or gone. */
final class Model {
    final Map<String, Q> queues = new LinkedHashMap<>();
    final Set<Q> fanout = new LinkedHashSet<>();
    int commandsRun;
    private long lastKey;
    private int lastId;
    private final ArrayDeque<String> story = new ArrayDeque<>();

    /** Remembers the last steps, for the failure. */
    void tell(String what) {
        story.add(what);
        if (story.size() > 60) {
            story.remove();
        }
    }

    /** For a message or a consumer. */
    int nextId() {
        return ++lastId;
    }

    String story() {
        return String.join("\n", story);
    }

    /** A message in a queue; {@code maybe}: it may have been on its way when its channel ended, so that its flag may be either. */
    static final class Entry {
        final long key;
        final int id;
        final boolean persistent;
        boolean redelivered;
        boolean maybe;

        Entry(long key, int id, boolean persistent) {
            this.key = key;
            this.id = id;
            this.persistent = persistent;
        }
    }

    /** A queue. */
    static final class Q {
        final String name;
        final boolean durable;
        final boolean autoDelete;
        final Object owner;
        final TreeMap<Long, Entry> ready = new TreeMap<>();
        final Map<Integer, Entry> byId = new HashMap<>();
        final Map<Integer, Entry> removed = new HashMap<>();
        final Set<Cons> consumers = new HashSet<>();
        boolean hadConsumer;
        boolean deleted;
        long lastDelivered;

        Q(String name, boolean durable, boolean autoDelete, Object owner) {
            this.name = name;
            this.durable = durable;
            this.autoDelete = autoDelete;
            this.owner = owner;
        }

        void add(Entry entry) {
            if (!deleted) {
                ready.put(entry.key, entry);
                byId.put(entry.id, entry);
            }
        }

        /** The entry on its way to a client; one purged behind its back was on its way before. */
        Entry take(int id) {
            Entry entry = byId.remove(id);
            if (entry == null) {
                return removed.remove(id);
            }
            ready.remove(entry.key);
            return entry;
        }

        void clear() {
            removed.putAll(byId);
            byId.clear();
            ready.clear();
        }
    }

    /** A consumer. */
    record Cons(String tag, Q queue, boolean noAck, int prefetch) {}

    /** An unacked message; {@code consumer} is null for basic.get. */
    record Unacked(Q queue, Entry entry, Cons consumer) {}

    /** A message published in a transaction. */
    record Pub(String exchange, String key, int id, boolean persistent, boolean mandatory) {}

    /** A basic.get that is yet to be answered. */
    record Got(Q queue, boolean noAck) {}

    /** A channel. */
    static final class Ch {
        final String name;
        final int number;
        final Map<String, Cons> consumers = new HashMap<>();
        final Map<String, Cons> everConsumers = new HashMap<>();
        final TreeMap<Long, Unacked> unacked = new TreeMap<>();
        final TreeMap<Long, Unacked> settling = new TreeMap<>();
        final Set<Long> requeueing = new HashSet<>();
        final List<Pub> publishes = new ArrayList<>();
        final TreeMap<Long, Long> confirms = new TreeMap<>();
        final ArrayDeque<Got> gets = new ArrayDeque<>();
        final Set<Integer> returns = new LinkedHashSet<>();
        boolean confirming;
        boolean tx;
        boolean closed;
        boolean gone;
        long nextConfirm = 1;
        long lastTag;
        int prefetch;
        int channelPrefetch;

        Ch(String name, int number) {
            this.name = name;
            this.number = number;
        }

        long consumersUnacked() {
            return held().filter(one -> one.consumer() != null).count();
        }

        long unackedOf(Cons consumer) {
            return held().filter(one -> consumer.equals(one.consumer())).count();
        }

        java.util.stream.Stream<Unacked> held() {
            return java.util.stream.Stream.concat(unacked.values().stream(), settling.values().stream());
        }
    }

    List<Q> route(String exchange, String key) {
        if (exchange.isEmpty()) {
            return queues.containsKey(key) ? List.of(queues.get(key)) : List.of();
        }
        return List.copyOf(fanout);
    }

    /** Publishes outside of a transaction, or at its commit; {@code position} is that of the journal's record, if it was to make one. */
    void publish(Ch ch, Pub pub, long position) {
        tell(ch.name + " publishes " + pub);
        List<Q> targets = route(pub.exchange(), pub.key());
        lastKey++;
        targets.forEach(queue -> queue.add(new Entry(lastKey, pub.id(), pub.persistent())));
        if (targets.isEmpty() && pub.mandatory()) {
            ch.returns.add(pub.id());
        }
        if (ch.confirming) {
            boolean stored = pub.persistent() && targets.stream().anyMatch(queue -> queue.durable);
            ch.confirms.put(ch.nextConfirm++, stored ? position : 0);
        }
    }

    void settle(Ch ch, long tag, boolean requeue) {
        tell(ch.name + (requeue ? " requeues " : " settles ") + tag);
        Unacked one = ch.unacked.remove(tag);
        if (ch.tx) {
            ch.settling.put(tag, one);
            if (requeue) {
                ch.requeueing.add(tag);
            }
        } else if (requeue) {
            requeue(one);
        }
    }

    private static void requeue(Unacked one) {
        one.entry().redelivered = true;
        one.queue().add(one.entry());
    }

    void requeueAll(Ch ch) {
        tell(ch.name + " requeues all");
        ch.unacked.values().forEach(Model::requeue);
        ch.unacked.clear();
    }

    void commit(Ch ch) {
        tell(ch.name + " commits");
        ch.publishes.forEach(pub -> publish(ch, pub, 0));
        ch.settling.forEach((tag, one) -> {
            if (ch.requeueing.contains(tag)) {
                requeue(one);
            }
        });
        clearTransaction(ch);
    }

    void rollback(Ch ch) {
        tell(ch.name + " rolls back");
        ch.unacked.putAll(ch.settling);
        clearTransaction(ch);
    }

    private static void clearTransaction(Ch ch) {
        ch.settling.clear();
        ch.requeueing.clear();
        ch.publishes.clear();
    }

    /** The channel ends; {@code unseen}: it had deliveries that nobody has seen yet. */
    void close(Ch ch, boolean unseen) {
        if (ch.closed) {
            return;
        }
        tell(ch.name + " closes" + (unseen ? " with deliveries nobody saw" : ""));
        ch.closed = true;
        if (unseen) {
            queues.values().forEach(queue -> queue.ready.values().forEach(entry -> entry.maybe = true));
        }
        rollback(ch);
        requeueAll(ch);
        ch.confirms.clear();
        List.copyOf(ch.consumers.keySet()).forEach(tag -> cancel(ch, tag));
    }

    void consume(Ch ch, Cons consumer) {
        tell(ch.name + " consumes " + consumer.queue().name + " as " + consumer.tag() + " prefetch "
                + consumer.prefetch());
        ch.consumers.put(consumer.tag(), consumer);
        ch.everConsumers.put(consumer.tag(), consumer);
        consumer.queue().consumers.add(consumer);
        consumer.queue().hadConsumer = true;
    }

    void cancel(Ch ch, String tag) {
        tell(ch.name + " cancels " + tag);
        Cons consumer = ch.consumers.remove(tag);
        if (consumer != null) {
            Q queue = consumer.queue();
            queue.consumers.remove(consumer);
            if (queue.autoDelete && queue.hadConsumer && queue.consumers.isEmpty()) {
                delete(queue);
            }
        }
    }

    void delete(Q queue) {
        tell(queue.name + " is deleted");
        if (!queue.deleted) {
            queue.deleted = true;
            queue.clear();
            queues.remove(queue.name);
            fanout.remove(queue);
        }
    }

    /** A restart: of what is there only what is durable stays, and nobody consumes. */
    void restart() {
        List.copyOf(queues.values()).stream().filter(queue -> !queue.durable).forEach(this::delete);
        for (Q queue : queues.values()) {
            List.copyOf(queue.ready.values()).stream()
                    .filter(entry -> !entry.persistent)
                    .forEach(entry -> queue.take(entry.id));
            queue.removed.clear();
        }
    }
}
