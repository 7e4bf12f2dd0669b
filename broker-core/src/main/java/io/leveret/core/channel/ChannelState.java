package io.leveret.core.channel;

import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.journal.Durability;
import io.leveret.core.journal.Journal;
import io.leveret.core.message.Message;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.DeliveryTarget;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueRules;
import io.leveret.core.queue.QueuedMessage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the model sees it: consumers, unacked deliveries, prefetch, confirms, transaction, and the order of what it is told. Owner: core.
 */
public final class ChannelState implements DeliveryTarget {
    /** Weight of an event that carries no message, in octets. */
    static final long EVENT_BYTES = 64;

    private final int number;
    private final SessionState session;
    private final ChannelHost host;
    private final Map<String, Consumer> consumers = new LinkedHashMap<>();
    private final Set<Consumer> waitingForRoom = new LinkedHashSet<>();
    private final Map<Consumer, AckDeadlines> ackDeadlines = new HashMap<>(0);
    private final ParkedEvents parked = new ParkedEvents();
    private final Settling settling;
    private final Counts counts = new Counts();
    private @Nullable Confirms confirms;
    private @Nullable Transaction transaction;
    private @Nullable ReplyConsumer replyConsumer;
    private String lastQueue = "";
    private long nextTag = 1;
    private long lastPosition;
    private int consumerPrefetch;
    private int channelPrefetch;
    private int consumerUnacked;
    private boolean awaiting;
    private boolean closed;
    private @Nullable LastRoute lastRoute;

    public ChannelState(int number, SessionState session, ChannelHost host) {
        this.number = number;
        this.session = session;
        this.host = host;
        this.settling = new Settling(this);
    }

    public int number() {
        return number;
    }

    public SessionState session() {
        return session;
    }

    /** Settles and returns this channel's deliveries. */
    public Settling settling() {
        return settling;
    }

    public ChannelLoad load() {
        Transaction open = transaction;
        return new ChannelLoad(
                confirms != null,
                open != null,
                consumers.size(),
                settling.unackedCount(),
                confirms == null ? 0 : confirms.owed(),
                open == null ? 0 : open.publishes().size(),
                open == null ? 0 : open.settlements().size(),
                consumerPrefetch,
                channelPrefetch);
    }

    /** What happened on this channel, to be added to. */
    public Counts counts() {
        return counts;
    }

    // what the connection is told

    /** Tells the client now, or behind the answers that still wait. */
    public void reply(ChannelEvent event) {
        say(event, EVENT_BYTES);
    }

    /** Tells the client when all that this channel did so far is on disk. */
    public void replyDurable(ChannelEvent event) {
        if (lastPosition <= host.durable()) {
            reply(event);
            return;
        }
        host.journal().requestSync();
        session.weigh(EVENT_BYTES);
        parked.add(lastPosition, event, EVENT_BYTES);
        awaitDurable();
    }

    /** Tells the client, with a message. */
    public void replyWith(ChannelEvent event, Message message) {
        say(event, EVENT_BYTES + message.properties().length + message.body().size());
    }

    private void say(ChannelEvent event, long bytes) {
        session.weigh(bytes);
        if (parked.isEmpty()) {
            session.emit(number, event, bytes);
        } else {
            parked.add(0, event, bytes);
        }
    }

    /** This channel made the journal's record at {@code position}; 0 = none. */
    public void recorded(long position) {
        if (position > lastPosition) {
            lastPosition = position;
        }
    }

    /** The journal is durable up to here, and what asked for another durability than the node's is up to {@code other}: what waited leaves. True if nothing waits any more. */
    public boolean durable(long position, long other) {
        parked.release(position, this);
        answerConfirms(position, other);
        awaiting = !parked.isEmpty() || !(closed || confirms == null || confirms.isEmpty());
        return !awaiting;
    }

    private void awaitDurable() {
        if (!awaiting) {
            awaiting = true;
            host.awaitDurable(this);
        }
    }

    /** The position that the last parked answer waits for; what is not to overtake it waits for that too. 0 = nothing is parked. */
    public long parkedUntil() {
        return parked.lastPosition();
    }

    private void answerConfirms(long position, long other) {
        if (confirms != null && !closed) {
            confirms.answer(position, other, this::confirm);
        }
    }

    private void confirm(Confirm confirm, int publishes) {
        if (confirm.ack()) {
            counts.add(Count.CONFIRM, publishes);
        }
        session.weigh(EVENT_BYTES);
        session.emit(number, confirm, EVENT_BYTES);
    }

    // publishing

    public boolean isConfirming() {
        return confirms != null;
    }

    /** How many publishes were owed a confirm, answered ones too. */
    public long publishesToConfirm() {
        return confirms == null ? 0 : confirms.taken();
    }

    public void selectConfirms() {
        if (confirms == null) {
            confirms = new Confirms();
        }
    }

    /**
     * A publish was taken; its confirm, if one is owed, leaves at the end of the turn or when {@code position} is durable (0 = waits for nothing), in the sense
     * of its queues: null for the node's.
     */
    public void published(long position, @Nullable Durability durability) {
        recorded(position);
        if (confirms != null) {
            // a confirm overtakes no answer that waits: confirm.select-ok may be among them
            long waiting = parked.lastPosition();
            boolean other = false;
            if (position > 0) {
                Journal journal = host.journal();
                Durability wanted = durability == null ? journal.durability() : durability;
                if (waiting > 0) {
                    wanted = wanted.and(journal.durability()); // the answers wait for that
                }
                other = wanted.isForced() != journal.durability().isForced();
                journal.request(wanted);
            }
            confirms.published(position, waiting, other);
            awaitDurable();
        }
    }

    /** Where the last message went; null if that says nothing of the next. */
    public @Nullable LastRoute lastRoute() {
        return lastRoute;
    }

    public void lastRoute(@Nullable LastRoute route) {
        lastRoute = route;
    }

    public @Nullable Transaction transaction() {
        return transaction;
    }

    /** What the transaction holds counts against {@code budget}. */
    public void selectTransaction(TransactionBudget budget) {
        if (transaction == null) {
            transaction = new Transaction(budget);
        }
    }

    public @Nullable ReplyConsumer replyConsumer() {
        return replyConsumer;
    }

    public void replyConsumer(@Nullable ReplyConsumer consumer) {
        replyConsumer = consumer;
    }

    // consuming

    public String lastQueue() {
        return lastQueue;
    }

    /** The queue that an empty queue name stands for from now on. */
    public void lastQueue(String name) {
        lastQueue = name;
    }

    public @Nullable Consumer consumer(String tag) {
        return consumers.get(tag);
    }

    public void add(Consumer consumer) {
        consumers.put(consumer.tag(), consumer);
    }

    public void remove(Consumer consumer) {
        consumers.remove(consumer.tag());
        AckDeadlines deadlines = ackDeadlines.remove(consumer);
        if (deadlines != null) {
            deadlines.end();
        }
        waitingForRoom.remove(consumer);
    }

    public List<Consumer> consumers() {
        return List.copyOf(consumers.values());
    }

    /** How many unacked messages consumers started from now on may have; 0 = any number. */
    public int consumerPrefetch() {
        return consumerPrefetch;
    }

    public void consumerPrefetch(int count) {
        consumerPrefetch = count;
    }

    public int channelPrefetch() {
        return channelPrefetch;
    }

    /** How many unacked messages the channel's consumers may have together; 0 = any number. */
    public void channelPrefetch(int count) {
        channelPrefetch = count;
        resumeWaiting();
    }

    @Override
    public boolean hasRoom() {
        return !closed && (channelPrefetch == 0 || consumerUnacked < channelPrefetch) && session.hasRoom();
    }

    @Override
    public void awaitRoom(Consumer consumer) {
        waitingForRoom.add(consumer);
    }

    /** There may be room again: consumers that waited for it take their places in their queues' turns. */
    public void resumeWaiting() {
        if (!waitingForRoom.isEmpty() && hasRoom()) {
            List<Consumer> waiting = List.copyOf(waitingForRoom);
            waitingForRoom.clear();
            waiting.forEach(Consumer::resume);
        }
    }

    @Override
    public void deliver(Consumer consumer, QueuedMessage message) {
        long tag = nextTag++;
        if (!consumer.noAck()) {
            settling.add(new Delivery(tag, message, consumer, consumer.queue().delivered()));
            consumerUnacked++;
            watchAck(consumer, tag);
        }
        left(consumer.queue(), consumer.noAck() ? Count.DELIVER_NO_ACK : Count.DELIVER, message);
        Message content = message.content();
        replyWith(new Deliver(consumer.tag(), tag, message.redelivered(), content), content);
    }

    /** Answers basic.get with this message. */
    public void deliverGot(Queue queue, QueuedMessage message, boolean noAck) {
        long tag = nextTag++;
        if (!noAck) {
            settling.add(new Delivery(tag, message, null, queue.delivered()));
        }
        left(queue, noAck ? Count.GET_NO_ACK : Count.GET, message);
        Message content = message.content();
        replyWith(new GetOk(tag, message.redelivered(), content, queue.readyCount()), content);
    }

    /** The message leaves the queue for the client: what is to know of that does. */
    private void left(Queue queue, Count what, QueuedMessage message) {
        Counts ofQueue = queue.counts();
        counts.add(what);
        ofQueue.add(what);
        if (message.redelivered()) {
            counts.add(Count.REDELIVER);
            ofQueue.add(Count.REDELIVER);
        }
        if (host.isTraced()) {
            host.trace(this, queue, message);
        }
    }

    /** Answers basic.get where there is no message. */
    public void nothingToGet(Queue queue) {
        counts.add(Count.GET_EMPTY);
        queue.counts().add(Count.GET_EMPTY);
        reply(new GetEmpty());
    }

    /** The delivery is to be settled in time, if its consumer has a limit. */
    void watchAck(Consumer consumer, long tag) {
        if (consumer.isCancelled()) {
            return;
        }
        long timeout = consumer.timeoutMillis();
        if (timeout != QueueRules.NONE) {
            ackDeadlines
                    .computeIfAbsent(consumer, any -> new AckDeadlines(this, consumer, host))
                    .delivered(tag, timeout);
        }
    }

    /** A reply to this channel's direct reply-to consumer. */
    public void deliverReply(ReplyConsumer consumer, Message message) {
        replyWith(new Deliver(consumer.tag(), nextTag++, false, message), message);
    }

    /** A delivery is no longer unacked: its consumer and the channel have credit again. */
    void ended(Delivery delivery) {
        delivery.moment().end();
        Consumer consumer = delivery.consumer();
        if (consumer != null) {
            consumerUnacked--;
            consumer.credit();
        }
    }

    @Override
    public void cancelled(Consumer consumer) {
        remove(consumer);
        if (session.settings().capabilities().cancelNotify()) {
            host.afterCommand(() -> reply(new ConsumerCancelled(consumer.tag()))); // behind delete-ok
        }
    }

    /** The channel is closing: confirms are owed no more, and nothing is delivered. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }
}
