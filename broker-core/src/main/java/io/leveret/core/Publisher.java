package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.access.User;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Confirms;
import io.leveret.core.channel.LastRoute;
import io.leveret.core.channel.Returned;
import io.leveret.core.channel.Transaction;
import io.leveret.core.channel.TransactionBudget;
import io.leveret.core.count.Count;
import io.leveret.core.count.Counts;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.exchange.DelayedExchange;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.exchange.Router;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.DeadLetterReason;
import io.leveret.core.queue.Overflow;
import io.leveret.core.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message into its queues: checks in RabbitMQ's order, route, journal record, enqueue, confirm. Owner: core.
 */
final class Publisher {
    private final VirtualHost vhost;
    private final Topology topology;
    private final AccessCheck access;
    private final Router router;
    private final long transactionBytes;
    private final TransactionBudget transactions;
    private final DeadLetters deadLetters;
    private final Strictest durability = new Strictest();

    /** {@code transactionBytes}: how much a transaction may hold; {@code transactions}: what all of them hold. */
    Publisher(
            VirtualHost vhost,
            Topology topology,
            AccessCheck access,
            long transactionBytes,
            TransactionBudget transactions) {
        this.vhost = vhost;
        this.topology = topology;
        this.access = access;
        this.router = new Router(topology::exchange);
        this.transactionBytes = transactionBytes;
        this.transactions = transactions;
        this.deadLetters = new DeadLetters(vhost, topology, this);
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    void publish(ChannelState channel, Message received, boolean mandatory, boolean immediate) {
        if (immediate) {
            throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "immediate=true");
        }
        checkExchange(channel, received.exchange());
        Message message = received;
        if (Properties.actsOnBroker(received.properties())) {
            message = checkContent(channel, received);
        } else {
            checkTopics(channel, received, FieldTable.EMPTY);
        }
        Transaction transaction = channel.transaction();
        if (transaction == null) {
            durability.begin();
            long position = route(channel, message, mandatory);
            channel.published(position, durability.of(vhost.journal()));
            return;
        }
        transaction.add(message, mandatory);
        refuseTooLarge(transaction);
    }

    /** Refuses what would make a unit of the journal too large, or hold too much memory. */
    void refuseTooLarge(Transaction transaction) {
        if (transaction.bytes() > transactionBytes) {
            throw new AmqpException(
                    ReplyCode.RESOURCE_ERROR,
                    "transaction holds " + transaction.bytes() + " bytes, at most " + transactionBytes
                            + " are allowed (leveret.limits.transaction-bytes)");
        }
        if (transactions.isExceeded()) {
            throw new AmqpException(
                    ReplyCode.RESOURCE_ERROR,
                    "open transactions of vhost '" + vhost.name() + "' hold too much memory, commit more often");
        }
    }

    private void checkExchange(ChannelState channel, String name) {
        LastRoute last = channel.lastRoute();
        if (last != null && last.knows(name, topology.version())) {
            return;
        }
        access.exchange(channel, Access.WRITE, name);
        Exchange exchange = topology.exchange(name);
        if (exchange == null) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no exchange '" + name + "' in vhost '" + vhost.name() + "'");
        }
        if (exchange.settings().internal()) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED,
                    "cannot publish to internal exchange '" + name + "' in vhost '" + vhost.name() + "'");
        }
    }

    /** The message with its reply address; refused if what its properties ask for can't be. */
    private Message checkContent(ChannelState channel, Message message) {
        byte[] properties = message.properties();
        if (DirectReplies.PSEUDO_QUEUE.equals(Properties.replyTo(properties))) {
            properties = Properties.withReplyTo(properties, DirectReplies.addressFor(channel));
        }
        String expiration = Properties.expiration(properties);
        if (expiration != null) {
            Expiration.parse(expiration);
        }
        FieldTable headers = Properties.headers(properties);
        if (headers != null) {
            CarbonCopies.check(headers);
        }
        checkTopics(channel, message, headers == null ? FieldTable.EMPTY : headers);
        User user = channel.session().access().user();
        String userId = Properties.userId(properties);
        if (userId != null && !userId.equals(user.name()) && !user.tags().contains(User.IMPERSONATOR)) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "user_id property set to '" + userId + "' but authenticated user was '" + user.name() + "'");
        }
        return properties == message.properties() ? message : message.withProperties(properties);
    }

    /** For the few users with rights on routing keys: all keys must be allowed. */
    private void checkTopics(ChannelState channel, Message message, FieldTable headers) {
        if (!channel.session().access().hasTopics()) {
            return;
        }
        Exchange exchange = topology.exchange(message.exchange());
        if (exchange != null && exchange.settings().type() == ExchangeType.TOPIC) {
            for (String key : CarbonCopies.keys(message.routingKey(), headers)) {
                access.topic(channel, Access.WRITE, message.exchange(), key);
            }
        }
    }

    /** Refuses a transaction of which a queue would not take all: then nothing of it happens. */
    void refuseIfFull(List<Transaction.Publish> publishes) {
        new TransactionTrial(vhost.name(), topology, router).refuseIfFull(publishes);
    }

    /** Routes what a transaction held; false if a queue refused one after all, which only an exchange that chooses anew can bring about. */
    boolean routeAll(ChannelState channel, List<Transaction.Publish> publishes) {
        boolean whole = true;
        for (Transaction.Publish publish : publishes) {
            whole &= route(channel, publish.message(), publish.mandatory()) != Confirms.REFUSED;
        }
        return whole;
    }

    /** Routes and enqueues; returns the journal position that a confirm waits for, 0 = none. */
    long route(ChannelState channel, Message message, boolean mandatory) {
        channel.counts().add(Count.PUBLISH);
        vhost.totals().messageSizes().add(message.bodySize());
        LastRoute last = channel.lastRoute();
        if (last != null
                && last.queues() != null
                && !vhost.broadcasts().firehose().isOn()
                && last.routingKey().equals(message.routingKey())
                && last.knows(message.exchange(), topology.version())
                && !Properties.hasHeaders(message.properties())) {
            Counts counts = last.exchange().counts();
            counts.add(Count.PUBLISH_IN);
            counts.add(Count.PUBLISH_OUT, last.queues().size());
            return enqueue(last.queues(), message);
        }
        Exchange exchange = topology.exchange(message.exchange());
        if (exchange == null) {
            return 0; // deleted between a transaction's publish and its commit
        }
        return find(channel, exchange, message, mandatory);
    }

    private long find(ChannelState channel, Exchange exchange, Message message, boolean mandatory) {
        exchange.counts().add(Count.PUBLISH_IN);
        FieldTable headers = Properties.headers(message.properties());
        router.begin();
        boolean replied = walk(exchange, CarbonCopies.keys(message.routingKey(), headers), message);
        List<Queue> queues = queues();
        if (vhost.broadcasts().firehose().isOn()) {
            vhost.broadcasts().firehose().published(channel, message, queues);
        }
        if (!queues.isEmpty()) {
            exchange.counts().add(Count.PUBLISH_OUT, queues.size());
            remember(channel, exchange, message, headers == null ? queues : null);
            return spread(queues, message);
        }
        boolean lost = !replied && router.holding().isEmpty();
        long held = spread(queues, message);
        if (mandatory && !replied) {
            channel.counts().add(Count.RETURN_UNROUTABLE);
            Message returned = message.visible();
            channel.replyWith(new Returned(ReplyCode.NO_ROUTE, returned), returned);
        } else if (lost) {
            channel.counts().add(Count.DROP_UNROUTABLE);
        }
        return Math.max(held, channel.parkedUntil()); // a confirm does not overtake the return
    }

    /** Publishes what an exchange held back until now. */
    void release(Exchange exchange, Message message) {
        router.begin();
        router.walk(
                exchange, CarbonCopies.keys(message.routingKey(), Properties.headers(message.properties())), message);
        spread(queues(), message);
    }

    /** To the queues, and to the exchanges of the last walk that hold it back. Answers as {@link #enqueue}. */
    private long spread(List<Queue> queues, Message message) {
        long held = 0;
        for (DelayedExchange exchange : router.holding()) {
            held = Math.max(held, vhost.delayedMessages().hold(exchange, message));
        }
        long position = queues.isEmpty() ? 0 : enqueue(queues, message);
        return position == Confirms.REFUSED ? position : Math.max(held, position);
    }

    /** Passes a copy of a message that an exchange remembers to what was bound to it; a message is in one record of the journal only. */
    void give(Message remembered, Destination destination) {
        Message message = remembered.withProperties(remembered.properties());
        router.begin();
        if (destination instanceof Exchange exchange) {
            FieldTable headers = Properties.headers(message.properties());
            router.walk(exchange, CarbonCopies.keys(message.routingKey(), headers), message);
        } else {
            router.add(destination);
        }
        spread(queues(), message);
    }

    /** True if a key was the address of a requester, who has the reply now. */
    private boolean walk(Exchange exchange, List<String> keys, Message message) {
        if (!exchange.name().isEmpty()) {
            router.walk(exchange, keys, message);
            return false;
        }
        boolean replied = false;
        for (String key : keys) {
            replied |= reachByName(key, message);
        }
        return replied;
    }

    private boolean reachByName(String key, Message message) {
        Queue queue = topology.queue(key);
        if (queue != null) {
            router.add(queue);
            return false;
        }
        return DirectReplies.isReplyAddress(key) && vhost.directReplies().reply(key, message.visible());
    }

    private List<Queue> queues() {
        List<Destination> reached = router.queues();
        List<Queue> queues = new ArrayList<>(reached.size());
        for (int i = 0; i < reached.size(); i++) {
            queues.add((Queue) reached.get(i));
        }
        return queues;
    }

    private void remember(ChannelState channel, Exchange exchange, Message message, @Nullable List<Queue> queues) {
        channel.lastRoute(new LastRoute(
                exchange, message.routingKey(), topology.version(), router.isByKeyOnly() ? queues : null));
    }

    /** Publishes what left a queue; where it would go round for ever, it ends. */
    void deadLetter(Exchange exchange, List<String> keys, Message message, DeadLetterReason reason) {
        router.begin();
        walk(exchange, keys, message);
        List<Queue> queues = queues();
        FieldTable headers = Properties.headers(message.properties());
        if (reason != DeadLetterReason.REJECTED && headers != null) {
            queues.removeIf(queue -> DeathHistory.isCycle(headers, queue.name()));
        }
        spread(queues, message);
    }

    /** Returns the journal position that a confirm waits for, 0 = none, or {@link Confirms#REFUSED} if one of the queues did not take it. */
    private long enqueue(List<Queue> queues, Message message) {
        for (int i = 0; i < queues.size(); i++) {
            if (queues.get(i).refuses(1, message.bodySize())) {
                store(accepting(queues, message), message);
                return Confirms.REFUSED;
            }
        }
        return store(queues, message);
    }

    private List<Queue> accepting(List<Queue> queues, Message message) {
        List<Queue> accepting = new ArrayList<>();
        for (Queue queue : queues) {
            if (!queue.refuses(1, message.bodySize())) {
                accepting.add(queue);
            } else if (queue.rules().overflow() == Overflow.REJECT_PUBLISH_DLX) {
                deadLetters.refused(queue, message);
            }
        }
        return accepting;
    }

    /** Records and enqueues; returns the position of the record, 0 if there is none. */
    long store(List<Queue> queues, Message message) {
        message.acceptedAt(vhost.now());
        int count = queues.size();
        long[] seqs = new long[count];
        int stored = 0;
        for (int i = 0; i < count; i++) {
            Queue queue = queues.get(i);
            seqs[i] = queue.takeSeq();
            if (queue.stores(message)) {
                stored++;
                durability.storedFor(queue);
            }
        }
        long position = stored == 0 ? 0 : journal(queues, seqs, stored, message);
        for (int i = 0; i < count; i++) {
            Queue queue = queues.get(i);
            queue.counts().add(Count.PUBLISH);
            queue.enqueue(seqs[i], message);
        }
        return position;
    }

    private long journal(List<Queue> queues, long[] seqs, int stored, Message message) {
        long[] storedIds = new long[stored];
        long[] storedSeqs = stored == seqs.length ? seqs : new long[stored];
        int at = 0;
        for (int i = 0; i < seqs.length; i++) {
            if (queues.get(i).stores(message)) {
                storedIds[at] = queues.get(i).settings().id();
                storedSeqs[at++] = seqs[i];
            }
        }
        return vhost.journal().append(new JournalRecord.Enqueue(message, storedIds, storedSeqs));
    }
}
