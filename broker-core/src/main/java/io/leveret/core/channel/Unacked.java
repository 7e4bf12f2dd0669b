package io.leveret.core.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A channel's unacked deliveries in the order of their tags: a circular array in which what is settled leaves a hole until the holes are many. The
 * next delivery and the oldest ack cost one step, any other ack a binary search. Owner: core.
 */
final class Unacked {
    private long[] tags = new long[8];
    private @Nullable Delivery[] deliveries = new @Nullable Delivery[8];
    private int first;
    private int span;
    private int live;

    int size() {
        return live;
    }

    /** Adds a delivery whose tag is above all others. */
    void add(Delivery delivery) {
        if (span == tags.length) {
            rebuild(live());
        }
        int slot = slot(span);
        tags[slot] = delivery.tag();
        deliveries[slot] = delivery;
        span++;
        live++;
    }

    /** Puts deliveries back among the others: a transaction was rolled back. */
    void restore(List<Delivery> returned) {
        List<Delivery> all = live();
        all.addAll(returned);
        all.sort((a, b) -> Long.compare(a.tag(), b.tag()));
        rebuild(all);
    }

    boolean contains(long tag) {
        int at = find(tag);
        return at >= 0 && deliveries[slot(at)] != null;
    }

    /** Removes and returns the delivery with this tag; null if it is not outstanding. */
    @Nullable
    Delivery remove(long tag) {
        int at = find(tag);
        if (at < 0) {
            return null;
        }
        int slot = slot(at);
        Delivery found = deliveries[slot];
        if (found != null) {
            deliveries[slot] = null;
            live--;
            trim();
        }
        return found;
    }

    /** Removes and returns, in order, all deliveries with tags up to {@code tag}. */
    List<Delivery> removeUpTo(long tag) {
        List<Delivery> removed = new ArrayList<>();
        while (span > 0 && tags[first] <= tag) {
            Delivery delivery = deliveries[first];
            if (delivery != null) {
                removed.add(delivery);
                deliveries[first] = null;
                live--;
            }
            first = slot(1);
            span--;
        }
        trim();
        return removed;
    }

    /** Removes and returns, in order, the deliveries that are {@code wanted}: looks at all. */
    List<Delivery> removeIf(Predicate<Delivery> wanted) {
        List<Delivery> removed = new ArrayList<>();
        for (int i = 0; i < span; i++) {
            Delivery delivery = deliveries[slot(i)];
            if (delivery != null && wanted.test(delivery)) {
                removed.add(delivery);
                deliveries[slot(i)] = null;
                live--;
            }
        }
        trim();
        return removed;
    }

    List<Delivery> removeAll() {
        return removeUpTo(Long.MAX_VALUE);
    }

    private void trim() {
        while (span > 0 && deliveries[first] == null) {
            first = slot(1);
            span--;
        }
    }

    /** The place of this tag, counted from the first; negative if there is none. */
    private int find(long tag) {
        if (span == 0 || tag < tags[first]) {
            return -1;
        }
        long guess = tag - tags[first];
        if (guess < span && tags[slot((int) guess)] == tag) {
            return (int) guess;
        }
        int low = 0;
        int high = span - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = tags[slot(middle)];
            if (there == tag) {
                return middle;
            }
            if (there < tag) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    private int slot(int index) {
        return (first + index) & (tags.length - 1);
    }

    private List<Delivery> live() {
        List<Delivery> all = new ArrayList<>(live);
        for (int i = 0; i < span; i++) {
            Delivery delivery = deliveries[slot(i)];
            if (delivery != null) {
                all.add(delivery);
            }
        }
        return all;
    }

    /** Lays out {@code all} without holes, in an array that they half fill at most: what one forgotten ack costs stays bounded. */
    private void rebuild(List<Delivery> all) {
        int capacity = Math.max(8, Integer.highestOneBit(Math.max(1, all.size())) * 4);
        tags = new long[capacity];
        deliveries = new @Nullable Delivery[capacity];
        first = 0;
        span = all.size();
        live = span;
        for (int i = 0; i < span; i++) {
            tags[i] = all.get(i).tag();
            deliveries[i] = all.get(i);
        }
    }

    @Override
    public String toString() {
        return live + " unacked, tags "
                + Arrays.toString(live().stream().mapToLong(Delivery::tag).toArray());
    }
}
