package io.leveret.core;

import io.leveret.core.message.Message;

/** A message on its way: it came to one queue, and is there or, dead-lettered, in another one. It is in one place at a time. */
final class ModelCopy {
    final ModelKey key;
    Content content;
    ModelQueue queue;
    Place place;
    long seq;
    int deliveries;
    boolean returned;
    boolean redelivered;

    /** A restart may have flagged it as redelivered. */
    boolean maybeRedelivered;

    ModelChannel holder;
    long tag;

    /** Where a copy can be. */
    enum Place {
        READY,
        UNACKED,
        DEPARTING
    }

    /** What it is; {@code expiration} and {@code delayedUntil} are -1 where there is none. */
    record Content(
            int id,
            String routingKey,
            long publishedAt,
            long expiration,
            long delayedUntil,
            int priority,
            long size,
            boolean persistent,
            ModelHistory history) {
        private static final long NEVER = Long.MAX_VALUE;

        /** As it goes on when it is dead-lettered. */
        Content deadLettered(String key, ModelHistory extended, long atMillis) {
            return new Content(id, key, atMillis, -1, -1, priority, size, persistent, extended);
        }

        /** As it is taken by the broker at that moment, once more. */
        Content at(long millis) {
            return new Content(id, routingKey, millis, expiration, -1, priority, size, persistent, history);
        }

        /** As a delayed exchange holds it back. */
        Content heldUntil(long millis) {
            return new Content(id, routingKey, publishedAt, expiration, millis, priority, size, persistent, history);
        }

        long due(ModelRules rules) {
            if (delayedUntil >= 0) {
                return delayedUntil;
            }
            long own = expiration < 0 ? NEVER : publishedAt + expiration;
            return rules.ttl() < 0 ? own : Math.min(own, publishedAt + rules.ttl());
        }

        @Override
        public String toString() {
            return id + " key " + routingKey + " at " + publishedAt + " for " + expiration + " delayed " + delayedUntil
                    + " priority " + priority + " size " + size + (persistent ? " persistent " : " ")
                    + history.deaths();
        }
    }

    ModelCopy(ModelKey key, Content content, ModelQueue queue) {
        this.key = key;
        this.content = content;
        this.queue = queue;
        this.place = Place.READY;
    }

    ModelCopy(ModelCopy other) {
        this(other.key, other.content, other.queue);
        place = other.place;
        seq = other.seq;
        deliveries = other.deliveries;
        returned = other.returned;
        redelivered = other.redelivered;
        maybeRedelivered = other.maybeRedelivered;
        holder = other.holder;
        tag = other.tag;
    }

    static int id(Message message) {
        return Integer.parseInt(TestEvents.body(message).strip());
    }

    /** Whether its time is over at that moment by any ({@code all}: by all) of the rules that held. */
    boolean isOver(long millis, boolean all) {
        return all
                ? queue.rules.stream().allMatch(rules -> content.due(rules) <= millis)
                : queue.rules.stream().anyMatch(rules -> content.due(rules) <= millis);
    }

    boolean stored() {
        return queue.durable && content.persistent;
    }

    /** Whether it is delivered before the other, of the same queue. */
    boolean isBefore(ModelCopy other) {
        return level() != other.level() ? level() > other.level() : seq < other.seq;
    }

    /** What came back to a quorum queue goes first. */
    private int level() {
        return returned ? Integer.MAX_VALUE : queue.level(content.priority);
    }

    @Override
    public String toString() {
        return key + " " + place + " in " + queue.name + " seq " + seq + " " + content + " deliveries " + deliveries;
    }
}
