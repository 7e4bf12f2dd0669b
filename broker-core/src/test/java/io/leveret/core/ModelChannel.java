package io.leveret.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A channel of the {@link Model}: what its client knows. */
final class ModelChannel {
    final String name;
    final int number;
    final Map<String, ModelQueue.Consumer> consumers = new HashMap<>();
    final Map<String, ModelQueue.Consumer> everConsumers = new HashMap<>();
    final TreeMap<Long, Owed> confirms = new TreeMap<>();
    final ArrayDeque<Got> gets = new ArrayDeque<>();
    final Set<Integer> returns = new LinkedHashSet<>();
    final List<Model.Published> publishes = new ArrayList<>();

    /** The ids of the messages that were delivered, by tag. */
    final Map<Long, Integer> delivered = new HashMap<>();

    /** When deliveries were made, by tag. */
    final Map<Long, ModelCensus.Span> out = new HashMap<>();

    /** The tags that the client has seen. */
    final Set<Long> seen = new HashSet<>();

    boolean confirming;
    boolean tx;
    boolean closed;
    boolean gone;
    long nextConfirm = 1;
    long lastTag;
    int prefetch;
    int channelPrefetch;
    int widestPrefetch;

    /** A confirm that is owed once this position is durable. */
    record Owed(long position, boolean nack) {}

    /** A basic.get that is yet to be answered, with this message, or none (0). */
    record Got(ModelQueue queue, boolean noAck, int id, int left) {}

    ModelChannel(String name, int number) {
        this.name = name;
        this.number = number;
    }

    void channelPrefetch(int count) {
        channelPrefetch = count;
        if (widestPrefetch != 0) {
            widestPrefetch = count == 0 ? 0 : Math.max(count, widestPrefetch);
        }
    }
}
