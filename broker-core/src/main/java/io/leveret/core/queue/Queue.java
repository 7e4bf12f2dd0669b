package io.leveret.core.queue;

import io.leveret.core.exchange.Destination;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.TargetKind;
import io.leveret.core.queue.ReadyMessages.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the order of their sequence numbers, and the consumers that take turns in getting them. A message is ready here, or unacked with a channel
 * (the queue only counts those), or gone. Owner: core.
 */
public final class Queue extends Destination {
    /** Deliveries in one go, before other queues and connections have their turn. */
    private static final int BATCH = 512;

    private final QueueSettings settings;
    private final QueueType type;
    private final QueueHost host;
    private final ReadyLevels ready;
    private final QueueConsumers consumers;
    private final HeadLoader head;
    private final LengthLimit limit;
    private final Departures departures;
    private final Returns returns;
    private final Lease lease;
    private final Expiry expiry;
    private final DeliveredMark delivered;
    private final StoredDeliveries deliveries = new StoredDeliveries();
    private final PageOut pageOut;
    private final UnackedMessages unacked = new UnackedMessages();
    private QueueRules rules;
    private boolean deliverScheduled;
    private boolean deleted;
    private long nextSeq = 1;
    /** The message that is just coming in: a consumer that waits gets it, however short it has to live; 0 = none. */
    private long incoming;
    /** No number above this one was ever taken. */
    private long takenUpTo;

    public Queue(QueueSettings settings, QueueHost host, Outlet outlet) {
        super(settings.name());
        this.settings = settings;
        this.host = host;
        this.type = settings.type();
        this.ready = new ReadyLevels(settings.highestPriority(), type.usualPriority(), host.ledger());
        this.consumers = new QueueConsumers(settings.singleActiveConsumer());
        this.departures = new Departures(this, host, outlet);
        this.expiry = new Expiry(this, ready, departures, host);
        this.head = new HeadLoader(this, ready, deliveries, expiry, host);
        this.pageOut = new PageOut(this, ready, deliveries, host);
        this.limit = new LengthLimit(this, ready, departures);
        this.returns = new Returns(this, ready, departures, expiry, host);
        this.lease = new Lease(this, host);
        this.delivered = new DeliveredMark(this, host);
        this.rules = QueueRules.of(settings.arguments(), null, null);
    }

    public QueueSettings settings() {
        return settings;
    }

    public QueueRules rules() {
        return rules;
    }

    @Override
    public TargetKind kind() {
        return TargetKind.ofQueueType(type.wireName());
    }

    /** From now on other rules hold, for what is here too. */
    @Override
    public void policyChanged(@Nullable Policy policy, @Nullable Policy operatorPolicy) {
        super.policyChanged(policy, operatorPolicy);
        long ttl = rules.ttlMillis();
        rules = QueueRules.of(settings.arguments(), policy, operatorPolicy);
        if (rules.ttlMillis() != ttl) {
            expiry.arm();
        }
        lease.changed();
        scheduleDelivery();
    }

    public int readyCount() {
        return ready.size();
    }

    /** Messages that channels hold unacked. */
    public int unackedCount() {
        return unacked.count();
    }

    /** One more message, which was {@linkplain #take taken}, is with a channel now. */
    public UnackedMoment delivered() {
        return unacked.delivered(this, host.now());
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** Whether the journal keeps this message for this queue. */
    public boolean stores(Message message) {
        return settings.durable() && message.persistent();
    }

    /** Whether so many messages of so many octets are too much for the queue, and it refuses what is too much. */
    public boolean refuses(int messages, long bytes) {
        if (!limit.refuses(messages, bytes)) {
            return false;
        }
        expire();
        deliverNow(); // to who waits for the end of the turn: what goes is not too much
        return limit.refuses(messages, bytes);
    }

    /** The number under which {@link #enqueue} will take the next message: the journal's record comes first. */
    public long takeSeq() {
        return nextSeq++;
    }

    public void enqueue(long seq, Message message) {
        host.ledger().retain(message);
        ready.addLast(
                new Entry(seq, 0, message), settings.durable() ? host.journal().lastPosition() : 0);
        pageOut.inMemory();
        incoming = seq;
        if (!deliverScheduled || expiry.isOver(message) || rules.exceeded(ready.size(), ready.bytes())) {
            deliverNow();
        }
        incoming = 0;
        if (expiry.deadlineOf(message) != MessageRef.NO_DEADLINE && ready.has(seq)) {
            expiry.watch(seq, message);
            expire();
        }
        dropExcess();
    }

    /** Takes what a restart finds in the journal. */
    public QueueRecovery recovery() {
        return new QueueRecovery(this, ready, delivered, deliveries, expiry);
    }

    /** This sequence number is not given out again. */
    void used(long seq) {
        nextSeq = Math.max(nextSeq, seq + 1);
    }

    /** Recovery is over: time runs, limits hold. */
    public void started() {
        lease.renew();
        expiry.arm();
        if (rules.limitsLength() && !ready.isEmpty()) {
            scheduleDelivery();
        }
    }

    /** What is due leaves, before anybody looks. */
    public void expire() {
        if (expiry.expire()) {
            scheduleDelivery();
        }
    }

    /** Passes ready messages to consumers with credit, as far as both go; every event that could let one move ends here. */
    public void deliver() {
        if (!deliverScheduled) {
            deliverNow();
        }
    }

    private void deliverNow() {
        for (int budget = BATCH; budget > 0; budget--) {
            if (ready.isEmpty() || consumers.size() == 0) {
                return;
            }
            if (!(ready.firstRef() instanceof Message message)) {
                head.loadAhead();
                return;
            }
            if (expiry.isOver(message) && ready.firstSeq() != incoming) {
                if (!departures.mayGoOn()) {
                    return;
                }
                leave(ready.firstSeq(), message, DeadLetterReason.EXPIRED);
                continue;
            }
            Consumer consumer = consumers.nextWithCredit();
            if (consumer == null) {
                return; // the ack that restores credit comes back here
            }
            consumer.deliver(takeFirst(message, consumer.noAck()));
        }
        scheduleDelivery();
    }

    /** The turn's second look at a queue that had more to do than one go allows. */
    public void deliverScheduled() {
        deliverScheduled = false;
        if (!deleted) {
            expire();
            dropExcess();
            deliver();
            head.wakeWaiters();
        }
    }

    /** Delivers before the turn ends, but not now: what is said to the client now comes first. */
    public void scheduleDelivery() {
        if (!deliverScheduled) {
            deliverScheduled = true;
            host.deliverLater(this);
        }
    }

    /** Where the first message is, and how to get it here. */
    public HeadLoader head() {
        return head;
    }

    /** Takes the first ready message for basic.get; null if there is none. Nobody must {@linkplain HeadLoader#mustWait wait} for it. */
    public @Nullable QueuedMessage take(boolean noAck) {
        return ready.isEmpty() ? null : takeFirst((Message) ready.firstRef(), noAck);
    }

    private QueuedMessage takeFirst(Message message, boolean noAck) {
        long seq = ready.firstSeq();
        int before = ready.firstDeliveries();
        ready.removeFirst();
        takenUpTo = Math.max(takenUpTo, seq);
        head.loadAhead();
        if (noAck) {
            journalSettled(seq, seq, message);
            host.ledger().release(message);
        } else {
            unacked.add(message);
            if (stores(message)) {
                delivered.delivered(seq);
            }
        }
        boolean counted = before != 0 && (rules.deliveryLimit() != QueueRules.NONE || type == QueueType.QUORUM);
        return new QueuedMessage(seq, message, before != 0, before & ~Entry.REDELIVERED, counted);
    }

    /** Tells the journal how far deliveries went, if any of them is still unacked. */
    public void recordDelivered() {
        delivered.record();
    }

    /** A delivered message was acked; {@link #journalSettled} tells the journal. */
    public void settle(QueuedMessage message) {
        unacked.remove(message.message());
        host.ledger().release(message.message());
    }

    /** Records that the messages from {@code first} to {@code last}, of which {@code message} is one, are settled; 0 if there is nothing to record. */
    public long journalSettled(long first, long last, Message message) {
        if (deleted || !stores(message)) {
            return 0;
        }
        return journalRange(first, last);
    }

    long journalRange(long first, long last) {
        return host.journal().append(new JournalRecord.Settle(settings.id(), first, last));
    }

    /** A delivered message was rejected for good. */
    public void reject(QueuedMessage message) {
        if (comesBack(message)) {
            departures.leave(message.seq(), message.message(), DeadLetterReason.REJECTED);
        }
    }

    /** A delivered message comes back to its place, unless it did so too often. When all have come, {@link #requeued} follows. */
    public void requeue(QueuedMessage message) {
        if (comesBack(message)) {
            returns.take(message);
        }
    }

    private boolean comesBack(QueuedMessage message) {
        if (deleted) {
            settle(message);
            return false;
        }
        unacked.remove(message.message());
        return true;
    }

    /** Messages have come back: there may be too many now, and somebody may want them. */
    public void requeued() {
        if (!deleted) {
            expire();
            dropExcess();
            scheduleDelivery();
        }
    }

    /** A ready message leaves from wherever it is. */
    void leave(long seq, MessageRef message, DeadLetterReason reason) {
        ready.take(seq);
        takenUpTo = Math.max(takenUpTo, seq);
        if (!(message instanceof Message)) {
            deliveries.gone(seq);
        }
        departures.leave(seq, message, reason);
    }

    private void dropExcess() {
        if (limit.dropExcess()) {
            scheduleDelivery();
        }
    }

    /** The ready messages, for who is no consumer. */
    public Holdings holdings() {
        return new Holdings(this, ready, expiry, departures, deliveries, host);
    }

    /** A message has left for good: nothing holds it here any more, and the journal is to forget that this queue has it. */
    public void departed(long seq, Message message) {
        journalSettled(seq, seq, message);
        host.ledger().release(message);
    }

    /** Removes all ready messages and returns how many there were; unacked ones stay. */
    public int purge() {
        int count = ready.size();
        SettledRanges.record(this, ready, unacked.count() == 0 && departures.isEmpty() ? 0 : takenUpTo + 1);
        discardReady();
        return count;
    }

    /** The queue is no more: its messages are dropped (the journal hears of the queue's end from the caller) and its consumers told. */
    public void delete() {
        departures.end();
        lease.end();
        deleted = true;
        host.ended(this);
        discardReady();
        consumers.end();
    }

    private void discardReady() {
        host.inSlices(new Discarded(ready.clear(), host));
        deliveries.clear();
        expiry.clear();
        head.cleared();
    }

    /** Ready messages, which leave memory when it is short. */
    public PageOut pageOut() {
        return pageOut;
    }

    public QueueConsumers consumers() {
        return consumers;
    }

    /** What there is of messages, and how it goes with them. */
    public QueueLengths lengths() {
        return QueueLengths.of(ready, consumers, unacked);
    }

    /** A new consumer; its first deliveries follow before the turn ends. */
    public void add(Consumer consumer) {
        consumers.add(consumer);
        scheduleDelivery();
    }

    /** The consumer ends; what it has unacked stays with its channel. */
    public void remove(Consumer consumer) {
        consumers.remove(consumer);
        consumer.cancel();
        lease.renew();
        if (settings.singleActiveConsumer()) {
            scheduleDelivery();
        }
    }

    /** The queue was declared or asked for a message. */
    public void used() {
        lease.renew();
    }

    /** Whether an auto-delete queue is to go: it had a consumer and has none any more. */
    public boolean isAbandoned() {
        return settings.autoDelete() && consumers.haveGone();
    }

    void resume(Consumer consumer) {
        consumers.resume(consumer);
        scheduleDelivery();
    }
}
