package io.leveret.core;

import io.leveret.core.channel.ChannelHost;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Outcome;
import io.leveret.core.channel.SessionState;
import io.leveret.core.channel.Transaction;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.Observers;
import io.leveret.core.exchange.ExchangeFactory;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import io.leveret.core.message.OctetMemory;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.MemoryLedger;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;
import io.leveret.core.queue.Timed;
import java.util.random.RandomGenerator;

/**
 * The one front door to everything of a virtual host: what clients may ask for, each method one question. Runs on its core, inside of commands.
 * Owner: core.
 */
public final class VirtualHost implements ChannelHost {
    private final String name;
    private final Tokens tokens;
    private final MemoryBudget budget;
    private final Topology topology;
    private final QueueDeclarations queues;
    private final Changes changes;
    private final Publisher publisher;
    private final Consuming consuming;
    private final DirectReplies directReplies;
    private final Recovery recovery;
    private final ExclusiveLocks locks;
    private final TurnWork work = new TurnWork();
    private final QueuePorts ports;
    private final UnitSteps steps = new UnitSteps(this);
    private final DelayedMessages delayed;
    private final WaitingPublishers waitingPublishers = new WaitingPublishers(this);
    private final Totals totals = new Totals();
    private final ChannelModes modes;
    private final Broadcasts broadcasts;
    private long definedUpTo;
    private int openUnits;

    /** {@code memory} is for messages that wait; {@code random} need not be hard to guess: it spreads messages. */
    public VirtualHost(
            String name, VirtualHostLimits limits, OctetMemory memory, Tokens tokens, RandomGenerator random) {
        this.name = name;
        this.tokens = tokens;
        this.locks = new ExclusiveLocks(name);
        this.budget = new MemoryBudget(limits);
        this.ports = new QueuePorts(name, budget.messages(), memory, work, this::removeUnused);
        this.topology = new Topology(new ExchangeFactory(random, budget::exchangeBytes));
        AccessCheck access = new AccessCheck(name);
        this.publisher = new Publisher(this, topology, access, limits.transactionBytes(), budget.transactions());
        this.modes = new ChannelModes(this, publisher);
        this.broadcasts = Broadcasts.of(this, topology, publisher);
        Declarations exchanges = new Declarations(this, topology, access, publisher);
        this.queues = new QueueDeclarations(this, topology, access, exchanges);
        this.changes = new Changes(exchanges, queues, broadcasts.reporter());
        this.delayed = new DelayedMessages(this, topology, publisher, queues::takeId);
        this.consuming = new Consuming(this, access, queues);
        this.directReplies = new DirectReplies(name, tokens);
        this.recovery = new Recovery(topology, queues, delayed);
        topology.predeclare(name);
    }

    /** Recovery is over: from now on commands run. {@code firstQueueId} begins a range of ids that are not in use and never were. */
    public void start(Journal journalPort, MessageStore messageStore, long firstQueueId) {
        ports.start(journalPort, messageStore);
        queues.firstId(firstQueueId);
        topology.queues().forEach(Queue::started);
        ports.loop().scheduleTurn();
    }

    QueuePorts ports() {
        return ports;
    }

    private void removeUnused(Queue queue) {
        definedUpTo = Math.max(definedUpTo, queues.remove(queue));
    }

    public String name() {
        return name;
    }

    MemoryBudget budget() {
        return budget;
    }

    QueueAdmission queueAdmission() {
        return queues.admission();
    }

    void whenDurable(long position, Runnable action) {
        work.whenDurable(position, action);
    }

    Recovery recovery() {
        return recovery;
    }

    Topology topology() {
        return topology;
    }

    // channels

    void openChannel(SessionState session, int number) {
        ChannelState channel = new ChannelState(number, session, this);
        session.add(channel);
        totals.channelOpened();
        broadcasts.connections().channelCreated(channel);
    }

    /** Consumers end, unacked messages go back, an open transaction is forgotten. */
    public void closeChannel(ChannelState channel) {
        consuming.end(channel);
        totals.channelClosed(channel);
        broadcasts.connections().channelClosed(channel);
    }

    void closeSession(SessionState session) {
        session.closeChannels(this::closeChannel);
        session.takeExclusiveQueues().forEach(queues::remove);
        waitingPublishers.remove(session);
    }

    // exchanges, queues, bindings

    public void declareExchange(ChannelState channel, ExchangeDeclaration asked) {
        changes.declareExchange(channel, asked);
    }

    public void deleteExchange(ChannelState channel, String exchange, boolean ifUnused) {
        changes.deleteExchange(channel, exchange, ifUnused);
    }

    public void bind(ChannelState channel, BindingRequest asked) {
        changes.bind(channel, asked);
    }

    public void unbind(ChannelState channel, BindingRequest asked) {
        changes.unbind(channel, asked);
    }

    public QueueStatus declareQueue(ChannelState channel, QueueDeclaration asked) {
        return changes.declareQueue(channel, asked);
    }

    public Removed deleteQueue(ChannelState channel, String queue, boolean ifUnused, boolean ifEmpty) {
        return changes.deleteQueue(channel, queue, ifUnused, ifEmpty);
    }

    public Removed purgeQueue(ChannelState channel, String queue) {
        return changes.purgeQueue(channel, queue);
    }

    Totals totals() {
        return totals;
    }

    /** From now on these hear of what happens here. */
    public void observe(Observers by) {
        broadcasts.reporter().observe(by);
    }

    Broadcasts broadcasts() {
        return broadcasts;
    }

    ExclusiveLocks locks() {
        return locks;
    }

    // messages, confirms and transactions

    /** Takes a message; while memory, the journal's bound or the disk is full the session waits, and the message with it. */
    public void publish(ChannelState channel, Message message, boolean mandatory, boolean immediate) {
        if (refusesPublishes()) {
            waitingPublishers.add(channel.session());
            return;
        }
        publisher.publish(channel, message, mandatory, immediate);
    }

    /** Memory, the journal or the disk is full. */
    boolean refusesPublishes() {
        return waitingPublishers.mustWait();
    }

    /** Whether publishes wait, and it will take its time. */
    boolean hasAlarm() {
        return waitingPublishers.isAlarm();
    }

    /** Starts a consumer and returns its tag; its first delivery follows after the command. */
    public String consume(ChannelState channel, ConsumeRequest asked) {
        return consuming.consume(channel, asked);
    }

    public void cancel(ChannelState channel, String consumerTag) {
        consuming.cancel(channel, consumerTag);
    }

    public void get(ChannelState channel, String queue, boolean noAck) {
        consuming.get(channel, queue, noAck);
    }

    public void ack(ChannelState channel, long deliveryTag, boolean multiple) {
        channel.settling().settle(deliveryTag, multiple, Outcome.ACK);
    }

    public void nack(ChannelState channel, long deliveryTag, boolean multiple, boolean requeue) {
        channel.settling().settle(deliveryTag, multiple, requeue ? Outcome.REQUEUE : Outcome.REJECT);
        Transaction transaction = channel.transaction();
        if (transaction != null) {
            publisher.refuseTooLarge(transaction);
        }
    }

    public void recover(ChannelState channel, boolean requeue) {
        if (!requeue) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "requeue=false");
        }
        channel.settling().requeueAll();
    }

    public void qos(ChannelState channel, long prefetchSize, int prefetchCount, boolean global) {
        if (prefetchSize != 0) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "prefetch_size!=0 (" + prefetchSize + ")");
        }
        if (global) {
            channel.channelPrefetch(prefetchCount);
        } else {
            channel.consumerPrefetch(prefetchCount);
        }
    }

    public void confirmSelect(ChannelState channel) {
        modes.confirmSelect(channel);
    }

    public void txSelect(ChannelState channel) {
        modes.txSelect(channel);
    }

    /** All that the transaction holds happens, in one unit of the journal. */
    public void txCommit(ChannelState channel) {
        modes.commit(channel);
    }

    public void txRollback(ChannelState channel) {
        modes.rollback(channel);
    }

    // the turn

    /** What follows from commands and timers happens before anybody can look. */
    void runSteps() {
        if (!steps.isEmpty()) {
            steps.run();
            ports.loop().scheduleTurn();
        }
    }

    UnitSteps unitSteps() {
        return steps;
    }

    /** What delayed exchanges hold back. */
    public DelayedMessages delayedMessages() {
        return delayed;
    }

    /**
     * What a turn leaves to its end: deliveries that were put off, the journal's batch, confirms, publishers that may go on.
     */
    void endTurn() {
        work.deliver();
        runSteps();
        work.record();
        work.answer();
        ports.endTurn();
        waitingPublishers.endTurn();
    }

    /** Whether there is more to do than one turn may take. */
    boolean hasMore() {
        return work.hasDeliveries() || !steps.isEmpty() || ports.hasMore();
    }

    TurnWork work() {
        return work;
    }

    /**
     * This channel changed a definition by the record at {@code position}, or (0) found it as it is: then another may have made it so a moment ago, and
     * the answer waits for that too.
     */
    void defined(ChannelState channel, long position) {
        definedUpTo = Math.max(definedUpTo, position);
        channel.recorded(definedUpTo);
    }

    /** Runs {@code change} as one unit of the journal, or as part of the one that is open; returns the position of its last record, 0 if it made none. */
    long inUnit(Runnable change) {
        Journal port = journal();
        long before = port.lastPosition();
        if (openUnits++ == 0) {
            port.beginUnit();
        }
        try {
            change.run();
        } finally {
            if (--openUnits == 0) {
                port.endUnit();
            }
        }
        return port.lastPosition() > before ? port.lastPosition() : 0;
    }

    DeadLetters deadLetters() {
        return publisher.deadLetters();
    }

    DirectReplies directReplies() {
        return directReplies;
    }

    String token() {
        return tokens.next();
    }

    @Override
    public Journal journal() {
        return ports.journal();
    }

    @Override
    public long now() {
        return ports.now();
    }

    @Override
    public void at(Timed timed, long dueMillis) {
        ports.at(timed, dueMillis);
    }

    @Override
    public void cancel(Timed timed) {
        ports.cancel(timed);
    }

    @Override
    public long durable() {
        return work.durable();
    }

    @Override
    public void awaitDurable(ChannelState channel) {
        work.awaitDurable(channel);
        ports.loop().scheduleTurn();
    }

    @Override
    public void afterCommand(Runnable action) {
        steps.add(action);
        ports.loop().scheduleTurn();
    }

    @Override
    public boolean isTraced() {
        return broadcasts.firehose().isOn();
    }

    @Override
    public void trace(ChannelState channel, Queue queue, QueuedMessage delivery) {
        broadcasts.firehose().delivered(channel, queue, delivery);
    }

    @Override
    public void ackTimedOut(ChannelState channel, Consumer consumer) {
        consuming.timedOut(channel, consumer);
    }

    MemoryLedger ledger() {
        return budget.messages();
    }
}
