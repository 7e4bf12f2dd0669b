package io.leveret.core.channel;

import io.leveret.core.count.Count;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Queue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a channel's deliveries end: acked, rejected, requeued, or held until its transaction commits. Owner: core.
 */
public final class Settling {
    private final ChannelState channel;
    private final Unacked unacked = new Unacked();

    Settling(ChannelState channel) {
        this.channel = channel;
    }

    void add(Delivery delivery) {
        unacked.add(delivery);
    }

    public int unackedCount() {
        return unacked.size();
    }

    /**
     * Settles one delivery or, if {@code multiple}, all up to its tag (0 = all there are). The tag itself must be outstanding.
     */
    public void settle(long tag, boolean multiple, Outcome outcome) {
        List<Delivery> deliveries = take(tag, multiple);
        Transaction transaction = channel.transaction();
        if (transaction == null) {
            apply(deliveries, outcome);
        } else {
            transaction.add(deliveries, outcome);
        }
    }

    private List<Delivery> take(long tag, boolean multiple) {
        if (multiple && tag == 0) {
            return unacked.removeAll();
        }
        if (multiple && unacked.contains(tag)) {
            return unacked.removeUpTo(tag);
        }
        Delivery one = multiple ? null : unacked.remove(tag);
        if (one == null) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED, "unknown delivery tag " + Long.toUnsignedString(tag));
        }
        return List.of(one);
    }

    /** Requeues all that is outstanding (basic.recover). */
    public void requeueAll() {
        apply(unacked.removeAll(), Outcome.REQUEUE);
    }

    /** The channel ends: all that is outstanding goes back, what an open transaction held too. */
    public void close() {
        rollback();
        requeueAll();
    }

    /** What the transaction would have settled is outstanding again. */
    public void rollback() {
        Transaction transaction = channel.transaction();
        if (transaction != null) {
            List<Delivery> returned = transaction.settlements().stream()
                    .map(Transaction.Settlement::delivery)
                    .toList();
            unacked.restore(returned);
            transaction.clear();
            for (Delivery delivery : returned) {
                Consumer consumer = delivery.consumer();
                if (consumer != null) {
                    channel.watchAck(consumer, delivery.tag());
                }
            }
        }
    }

    /** Settles what the transaction held, and empties it. */
    public void commit(Transaction transaction) {
        List<Transaction.Settlement> all = transaction.settlements();
        for (int from = 0, to = 0; from < all.size(); from = to) {
            Outcome outcome = all.get(from).outcome();
            List<Delivery> run = new ArrayList<>();
            while (to < all.size() && all.get(to).outcome() == outcome) {
                run.add(all.get(to++).delivery());
            }
            apply(run, outcome);
        }
        transaction.clear();
    }

    private void apply(List<Delivery> deliveries, Outcome outcome) {
        switch (outcome) {
            case ACK -> settle(deliveries);
            case REJECT -> reject(deliveries);
            case REQUEUE -> requeue(deliveries);
        }
        channel.resumeWaiting();
    }

    private void reject(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            delivery.queue().reject(delivery.message());
            channel.ended(delivery);
        }
    }

    /** Requeues what this consumer has. */
    public void requeueOf(Consumer consumer) {
        apply(unacked.removeIf(delivery -> delivery.consumer() == consumer), Outcome.REQUEUE);
    }

    boolean isOutstanding(long tag) {
        return unacked.contains(tag);
    }

    /** Runs of neighbours in a queue are one record in the journal. */
    private void settle(List<Delivery> deliveries) {
        channel.counts().add(Count.ACK, deliveries.size());
        int from = 0;
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery delivery = deliveries.get(i);
            delivery.queue().settle(delivery.message());
            channel.ended(delivery);
            if (i + 1 == deliveries.size() || !continues(delivery, deliveries.get(i + 1))) {
                delivery.queue().counts().add(Count.ACK, i + 1L - from);
                channel.recorded(delivery.queue()
                        .journalSettled(
                                deliveries.get(from).message().seq(),
                                delivery.message().seq(),
                                delivery.message().message()));
                from = i + 1;
            }
        }
    }

    private static boolean continues(Delivery delivery, Delivery next) {
        return next.queue() == delivery.queue()
                && next.message().seq() == delivery.message().seq() + 1
                && next.message().message().persistent()
                        == delivery.message().message().persistent();
    }

    /** From the last to the first, so that each goes before the one that went before it. */
    private void requeue(List<Delivery> deliveries) {
        Set<Queue> queues = new LinkedHashSet<>();
        for (int i = deliveries.size() - 1; i >= 0; i--) {
            Delivery delivery = deliveries.get(i);
            delivery.queue().requeue(delivery.message());
            channel.ended(delivery);
            queues.add(delivery.queue());
        }
        queues.forEach(Queue::requeued);
    }
}
