package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.queue.Queue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits for the end of the turn, or for the journal. Owner: core. */
final class TurnWork {
    private static final Logger log = LoggerFactory.getLogger(TurnWork.class);

    private List<Queue> toDeliver = new ArrayList<>();
    private final List<Queue> toRecord = new ArrayList<>();
    private final List<ChannelState> fresh = new ArrayList<>();
    private final List<ChannelState> waiting = new ArrayList<>();
    private final List<DurableWait> durableWaits = new ArrayList<>();
    private final ArrayDeque<BooleanSupplier> slices = new ArrayDeque<>();
    private long durable;
    /** What is written, or synced, if the node's durability is the other of the two; as far as anybody asked. */
    private long other;

    private record DurableWait(long position, Runnable action) {}

    void deliverLater(Queue queue) {
        toDeliver.add(queue);
    }

    void recordLater(Queue queue) {
        toRecord.add(queue);
    }

    /** Each turn calls the next of these; one that returns false has done all. */
    void inSlices(BooleanSupplier slice) {
        slices.add(slice);
    }

    boolean hasSlices() {
        return !slices.isEmpty();
    }

    void runSlice() {
        BooleanSupplier slice = slices.poll();
        if (slice != null && slice.getAsBoolean()) {
            slices.add(slice);
        }
    }

    void awaitDurable(ChannelState channel) {
        fresh.add(channel);
    }

    /** Each queue that asked for it delivers once. */
    void deliver() {
        List<Queue> queues = toDeliver;
        toDeliver = new ArrayList<>();
        for (int i = 0; i < queues.size(); i++) {
            guarded(queues.get(i), Queue::deliverScheduled);
        }
    }

    /** Whether a queue wants another turn. */
    boolean hasDeliveries() {
        return !toDeliver.isEmpty();
    }

    void record() {
        for (int i = 0; i < toRecord.size(); i++) {
            guarded(toRecord.get(i), Queue::recordDelivered);
        }
        toRecord.clear();
    }

    /** A defect of ours in one queue leaves the others alone. */
    private static void guarded(Queue queue, Consumer<Queue> step) {
        try {
            step.accept(queue);
        } catch (RuntimeException e) {
            log.error("queue failed in its turn; please report this with the log queue={}", queue.name(), e);
        }
    }

    /** Channels that have something to answer since this turn: what need not wait leaves now. */
    void answer() {
        for (int i = 0; i < fresh.size(); i++) {
            ChannelState channel = fresh.get(i);
            if (!channel.durable(durable, other)) {
                waiting.add(channel);
            }
        }
        fresh.clear();
    }

    void durable(long position) {
        if (position <= durable) {
            return;
        }
        durable = position;
        waiting.removeIf(channel -> channel.durable(position, other));
        List<DurableWait> over =
                durableWaits.stream().filter(wait -> wait.position <= position).toList();
        durableWaits.removeAll(over);
        over.forEach(wait -> wait.action.run());
    }

    /** Of what waits for another durability than the node's. */
    void reachedOther(long position) {
        other = Math.max(other, position);
        waiting.removeIf(channel -> channel.durable(durable, other));
    }

    /** Runs the action when everything up to the position is durable. */
    void whenDurable(long position, Runnable action) {
        if (position <= durable) {
            action.run();
        } else {
            durableWaits.add(new DurableWait(position, action));
        }
    }

    long durable() {
        return durable;
    }
}
