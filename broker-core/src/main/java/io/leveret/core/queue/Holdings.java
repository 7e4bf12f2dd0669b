package io.leveret.core.queue;

import io.leveret.core.count.Count;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;

/** The ready messages of a queue for who is no consumer: to look at, to take out, to put in what another queue had. Owner: core. */
public final class Holdings {
    private final Queue queue;
    private final ReadyLevels ready;
    private final Expiry expiry;
    private final Departures departures;
    private final StoredDeliveries deliveries;
    private final QueueHost host;

    Holdings(
            Queue queue,
            ReadyLevels ready,
            Expiry expiry,
            Departures departures,
            StoredDeliveries deliveries,
            QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.expiry = expiry;
        this.departures = departures;
        this.deliveries = deliveries;
        this.host = host;
    }

    long queueId() {
        return queue.settings().id();
    }

    ReadyLevels ready() {
        return ready;
    }

    Expiry expiry() {
        return expiry;
    }

    QueueHost host() {
        return host;
    }

    Glance glance() {
        return new Glance(ready, deliveries);
    }

    /** Shows what is ready now, in the order of delivery, without the first {@code from}. */
    public void look(long from, LookVisitor visitor) {
        look(new ReadyCursor(ready, from), visitor);
    }

    /** Shows the messages with these numbers, in this order. */
    public void look(long[] seqs, LookVisitor visitor) {
        look(new ChosenNumbers(seqs), visitor);
    }

    /** Shows those with a moment of their own, the next to be due first: at most so many, without the first {@code from}. */
    public void lookByDeadline(int from, int most, LookVisitor visitor) {
        look(new ChosenNumbers(expiry.firstDue(from, most)), visitor);
    }

    private void look(LookOrder order, LookVisitor visitor) {
        host.inSlices(new Look(this, order, visitor));
    }

    public boolean has(long seq) {
        return ready.has(seq);
    }

    /** Drops a message, which goes nowhere; false if it is not ready. {@link Queue#scheduleDelivery} is to follow: somebody may wait for it. */
    public boolean drop(long seq) {
        MessageRef message = ready.find(seq);
        if (message == null) {
            return false;
        }
        ready.take(seq);
        deliveries.gone(seq);
        departures.drop(seq, message);
        return true;
    }

    /** Whether the message is not too much for the queue, be it that too much is refused or dropped. */
    public boolean hasRoomFor(Message message) {
        if (queue.refuses(1, message.bodySize())) {
            return false;
        }
        queue.expire();
        return !queue.rules().exceeded(ready.size() + 1L, ready.bytes() + message.bodySize());
    }

    /** Takes over what was in another queue, behind all others, for as long as it may live: a message of its own, and its record in the journal. */
    public void take(Message foreign) {
        Message message = foreign.waitingUntil(takenAt(foreign), foreign.deadlineMillis());
        long seq = queue.takeSeq();
        if (queue.stores(message)) {
            host.journal().append(new JournalRecord.Enqueue(message, new long[] {queueId()}, new long[] {seq}));
        }
        queue.counts().add(Count.PUBLISH);
        queue.enqueue(seq, message);
    }

    /** When it was taken first, but not before those that stand before it: by that order their time to live ends. */
    private long takenAt(Message foreign) {
        if (ready.isEmpty() && queue.unackedCount() == 0) {
            ready.ageBegins();
        }
        return Math.max(foreign.publishedAtMillis(), Math.min(ready.newest(), host.now()));
    }
}
