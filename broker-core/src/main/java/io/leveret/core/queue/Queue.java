package io.leveret.core.queue;

import io.leveret.core.exchange.Destination;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.policy.TargetKind;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages in the order of their sequence numbers, and the consumers that take turns in getting them. A message is ready here, or unacked with a channel
 * (the queue only counts those), or gone. Owner: core.
 */
public final class Queue extends Destination {
    private static final Logger log = LoggerFactory.getLogger(Queue.class);

    /** Deliveries in one go, before other queues and connections have their turn. */
    private static final int DELIVER_BATCH = 512;

    /** Messages asked of the store at once. */
    private static final int PAGE = 256;

    private final QueueSettings settings;
    private final QueueHost host;
    private final ReadyMessages ready = new ReadyMessages();
    private final ConsumerRing consumers = new ConsumerRing();
    private final List<Runnable> headWaiters = new ArrayList<>(0);
    private long nextSeq = 1;
    private int unacked;
    private long deliveredUpTo;
    private boolean deliveredNoted;
    private boolean deliverScheduled;
    private boolean hadConsumer;
    private boolean deleted;
    private @Nullable PageRequest loading;
    private int loadedAhead;
    private int lastPage = PAGE;

    public Queue(QueueSettings settings, QueueHost host) {
        super(settings.name());
        this.settings = settings;
        this.host = host;
    }

    public QueueSettings settings() {
        return settings;
    }

    @Override
    public TargetKind kind() {
        FieldValue type = settings.arguments().get("x-queue-type");
        return TargetKind.ofQueueType(type == null ? "" : type.text());
    }

    public int readyCount() {
        return ready.size();
    }

    /** Messages that channels hold unacked. */
    public int unackedCount() {
        return unacked;
    }

    public int consumerCount() {
        return consumers.size();
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** Whether the journal keeps this message for this queue. */
    public boolean stores(Message message) {
        return settings.durable() && message.persistent();
    }

    /** The number under which {@link #enqueue} will take the next message: the journal's record comes first. */
    public long takeSeq() {
        return nextSeq++;
    }

    public void enqueue(long seq, Message message) {
        host.ledger().retain(message);
        ready.addLast(new Entry(seq, 0, 0, message));
        deliver();
    }

    /** Recovery: a message that lies in the journal. */
    public void restore(long seq, StoredMessage message) {
        ready.insert(new Entry(seq, message.location(), seq <= deliveredUpTo ? Entry.REDELIVERED : 0, null));
        nextSeq = Math.max(nextSeq, seq + 1);
    }

    /** Recovery: these messages were settled. */
    public void restoreSettled(long first, long last) {
        for (long seq = ready.firstFrom(first); seq >= 0 && seq <= last; seq = ready.firstFrom(seq)) {
            ready.remove(seq);
        }
        nextSeq = Math.max(nextSeq, last + 1);
    }

    /** Recovery: sequence numbers up to here have been used, and what is left of them was delivered. */
    public void restoreDelivered(long upTo) {
        if (upTo > deliveredUpTo) {
            ready.markDelivered(deliveredUpTo + 1, upTo); // what is below was marked before
            deliveredUpTo = upTo;
        }
        nextSeq = Math.max(nextSeq, upTo + 1);
    }

    /** Recovery: a message had come back. */
    public void restoreRequeued(long seq, int deliveries) {
        ready.setDeliveries(seq, deliveries | Entry.REDELIVERED);
    }

    /** Passes ready messages to consumers with credit, as far as both go; every event that could let one move ends here. */
    public void deliver() {
        if (deliverScheduled) {
            return;
        }
        for (int budget = DELIVER_BATCH; budget > 0; budget--) {
            if (ready.isEmpty() || consumers.size() == 0) {
                return;
            }
            Message message = ready.firstMessage();
            if (message == null) {
                loadAhead();
                return;
            }
            Consumer consumer = consumers.nextWithCredit();
            if (consumer == null) {
                return; // the ack that restores credit comes back here
            }
            QueuedMessage taken = takeFirst(message, consumer.noAck());
            consumer.deliver(taken);
        }
        scheduleDelivery();
    }

    /** The turn's second look at a queue that had more to deliver than one go allows. */
    public void deliverScheduled() {
        deliverScheduled = false;
        if (!deleted) {
            deliver();
        }
    }

    /** Delivers before the turn ends, but not now: what is said to the client now comes first. */
    public void scheduleDelivery() {
        if (!deliverScheduled) {
            deliverScheduled = true;
            host.deliverLater(this);
        }
    }

    /** Takes the first ready message for basic.get; null if there is none. Its head must be here: see {@link #isHeadAway}. */
    public @Nullable QueuedMessage take(boolean noAck) {
        if (ready.isEmpty()) {
            return null;
        }
        Message message = ready.firstMessage();
        if (message == null) {
            throw new IllegalStateException("head of queue '" + name() + "' is not in memory");
        }
        return takeFirst(message, noAck);
    }

    /** Whether the first message must come from the store before it can be taken. */
    public boolean isHeadAway() {
        return !ready.isEmpty() && ready.firstMessage() == null;
    }

    /** Fetches the head and then runs {@code waiter}. */
    public void awaitHead(Runnable waiter) {
        headWaiters.add(waiter);
        loadAhead();
    }

    private QueuedMessage takeFirst(Message message, boolean noAck) {
        long seq = ready.firstSeq();
        int deliveries = ready.firstDeliveries();
        ready.removeFirst();
        if (ready.unloaded() > 0) {
            loadedAhead--;
            loadAhead();
        }
        if (noAck) {
            journalSettled(seq, seq, message);
            host.ledger().release(message);
        } else {
            unacked++;
            noteDelivered(seq, message);
        }
        return new QueuedMessage(seq, message, deliveries != 0, deliveries & ~Entry.REDELIVERED);
    }

    private void noteDelivered(long seq, Message message) {
        if (seq > deliveredUpTo && stores(message)) {
            deliveredUpTo = seq;
            if (!deliveredNoted) {
                deliveredNoted = true;
                host.recordLater(this);
            }
        }
    }

    /** Tells the journal how far deliveries went, if any of them is still unacked. */
    public void recordDelivered() {
        deliveredNoted = false;
        if (unacked > 0 && !deleted) {
            host.journal().append(new JournalRecord.Delivered(settings.id(), deliveredUpTo));
        }
    }

    /** A delivered message was acked, or rejected for good. The journal hears of it from {@link #journalSettled}. */
    public void settle(QueuedMessage message) {
        unacked--;
        host.ledger().release(message.message());
    }

    /** Records that the messages from {@code first} to {@code last}, of which {@code message} is one, are settled; 0 if there is nothing to record. */
    public long journalSettled(long first, long last, Message message) {
        if (deleted || !stores(message)) {
            return 0;
        }
        return host.journal().append(new JournalRecord.Settle(settings.id(), first, last));
    }

    /** A delivered message comes back to its place. The caller lets the queue deliver when all have come. */
    public void requeue(QueuedMessage message) {
        unacked--;
        if (deleted) {
            host.ledger().release(message.message());
            return;
        }
        int deliveries = message.deliveries() + 1;
        ready.insert(new Entry(message.seq(), 0, deliveries | Entry.REDELIVERED, message.message()));
        if (ready.unloaded() > 0) {
            loadedAhead++;
        }
        if (stores(message.message())) {
            host.journal().append(new JournalRecord.Requeue(settings.id(), message.seq(), deliveries));
        }
    }

    /** Removes all ready messages and returns how many there were; unacked ones stay. */
    public int purge() {
        int count = ready.size();
        SettledRanges ranges = new SettledRanges(this);
        ready.forEach((seq, message) -> {
            if (message == null || stores(message)) {
                ranges.add(seq);
            }
            if (message != null) {
                host.ledger().release(message);
            }
        });
        ranges.end();
        clearReady();
        return count;
    }

    void journalRange(long first, long last) {
        host.journal().append(new JournalRecord.Settle(settings.id(), first, last));
    }

    /** The queue is no more: its messages are dropped (the journal hears of the queue's end from the caller) and its consumers told. */
    public int delete() {
        deleted = true;
        int count = ready.size();
        ready.forEach((seq, message) -> {
            if (message != null) {
                host.ledger().release(message);
            }
        });
        clearReady();
        for (Consumer consumer : consumers.all()) {
            consumers.remove(consumer);
            consumer.cancel();
            consumer.target().cancelled(consumer);
        }
        return count;
    }

    private void clearReady() {
        ready.clear();
        loading = null;
        loadedAhead = 0;
        wakeHeadWaiters();
    }

    public boolean hasExclusiveConsumer() {
        return consumers.hasExclusive();
    }

    /** A new consumer; its first deliveries follow before the turn ends. */
    public void add(Consumer consumer) {
        consumers.add(consumer);
        hadConsumer = true;
        scheduleDelivery();
    }

    /** The consumer ends; what it has unacked stays with its channel. */
    public void remove(Consumer consumer) {
        consumers.remove(consumer);
        consumer.cancel();
    }

    /** Whether an auto-delete queue is to go: it had a consumer and has none any more. */
    public boolean isAbandoned() {
        return settings.autoDelete() && hadConsumer && consumers.size() == 0;
    }

    void resume(Consumer consumer) {
        consumers.resume(consumer);
        scheduleDelivery();
    }

    private void loadAhead() {
        if (loading != null || ready.unloaded() == 0 || loadedAhead > lastPage / 2) {
            return;
        }
        int count = Math.min(PAGE, ready.unloaded());
        long[] seqs = new long[count];
        long[] locations = new long[count];
        ready.firstUnloaded(seqs, locations);
        PageRequest request = new PageRequest(seqs, locations);
        loading = request;
        host.load(this, request);
    }

    /**
     * What {@link QueueHost#load} brought: perhaps fewer than were asked for, but at least one; null where a message could not be read. It is set
     * aside: not delivered, and not forgotten by the journal.
     */
    public void pageLoaded(PageRequest request, List<@Nullable Message> messages) {
        if (loading != request) {
            return; // purged or deleted meanwhile
        }
        loading = null;
        lastPage = messages.size();
        long[] seqs = request.seqs();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message == null) {
                ready.remove(seqs[i]);
                log.error("message could not be read and is set aside queue={} seq={}", name(), seqs[i]);
            } else if (ready.attach(seqs[i], message)) {
                host.ledger().retain(message);
                loadedAhead++;
            }
        }
        wakeHeadWaiters();
        deliver();
    }

    private void wakeHeadWaiters() {
        List<Runnable> waiters = List.copyOf(headWaiters);
        headWaiters.clear();
        waiters.forEach(Runnable::run);
    }
}
