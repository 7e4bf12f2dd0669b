package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.Actor;
import io.leveret.core.exchange.Binding;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueSettings;
import io.leveret.core.queue.QueueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Declares, purges and deletes queues: the checks in RabbitMQ's order, the change, its record in the journal. Owner: core.
 */
final class QueueDeclarations {
    private final VirtualHost vhost;
    private final Topology topology;
    private final AccessCheck access;
    private final Declarations exchanges;
    private final QueueAdmission admission;
    private long nextId;

    /** {@code firstId} begins a range of queue ids that nobody has used or will use. */
    QueueDeclarations(VirtualHost vhost, Topology topology, AccessCheck access, Declarations exchanges) {
        this.vhost = vhost;
        this.topology = topology;
        this.access = access;
        this.exchanges = exchanges;
        this.admission = new QueueAdmission(vhost.name(), topology, access);
    }

    QueueAdmission admission() {
        return admission;
    }

    void firstId(long id) {
        nextId = id;
    }

    long takeId() {
        return nextId++;
    }

    QueueStatus declare(ChannelState channel, QueueDeclaration declaration) {
        QueueDeclaration asked = admission.typed(declaration);
        String name = Names.stripped(asked.name());
        if (DirectReplies.isReserved(name)) {
            return vhost.directReplies().status(name);
        }
        if (asked.passive()) {
            access.any(channel, "queue", name);
            Queue there = existing(name);
            vhost.locks().check(channel, there);
            channel.lastQueue(name);
            there.used();
            vhost.defined(channel, 0);
            return status(there);
        }
        vhost.totals().queueDeclared();
        boolean serverNamed = name.isEmpty();
        if (serverNamed) {
            name = "amq.gen-" + vhost.token();
        }
        access.queue(channel, Access.CONFIGURE, name);
        Queue queue = topology.queue(name);
        if (queue != null) {
            checkSame(channel, asked, queue);
            queue.used();
            vhost.defined(channel, 0);
        } else {
            if (!serverNamed) {
                refuseReserved(channel, name);
            }
            QueueArguments.check(vhost.name(), name, serverNamed, asked);
            admission.check(channel, name, asked.arguments());
            queue = create(channel, name, asked);
            vhost.totals().queueCreated();
            vhost.broadcasts().reporter().queueCreated(queue, Reporter.actor(channel));
            queue.used();
        }
        channel.lastQueue(name);
        return status(queue);
    }

    /** Who imports definitions gives names that a broker gave once, but for those that recovery looks at. */
    private static void refuseReserved(ChannelState channel, String name) {
        if (channel.session().isOperators()) {
            Names.refusePrefix("queue", name, DelayedMessages.QUEUE_PREFIX);
        } else {
            Names.refuseReserved("queue", name);
        }
    }

    private Queue create(ChannelState channel, String name, QueueDeclaration asked) {
        Object owner = asked.exclusive() ? channel.session() : null;
        boolean durable = asked.durable() && owner == null; // what ends with its connection is never durable
        Queue queue = add(takeId(), name, durable, asked.autoDelete(), owner, asked.arguments());
        if (owner != null) {
            channel.session().exclusiveQueues().add(queue);
        }
        if (durable) {
            vhost.defined(
                    channel,
                    vhost.journal()
                            .append(new JournalRecord.QueueDeclared(
                                    vhost.name(), queue.settings().id(), name, asked.autoDelete(), asked.arguments())));
        }
        return queue;
    }

    /** Adds a queue: declared now, or found in the journal. */
    Queue add(long id, String name, boolean durable, boolean autoDelete, @Nullable Object owner, FieldTable arguments) {
        Queue queue = new Queue(
                new QueueSettings(id, name, durable, autoDelete, owner, arguments), vhost.ports(), vhost.deadLetters());
        topology.add(queue);
        return queue;
    }

    private void checkSame(ChannelState channel, QueueDeclaration asked, Queue there) {
        vhost.locks().check(channel, there);
        if (asked.exclusive() != there.settings().exclusive()) {
            throw vhost.locks().locked(there);
        }
        Equivalence equivalence = new Equivalence("queue", there.name(), vhost.name());
        equivalence.same(
                "durable",
                asked.durable() && !asked.exclusive(),
                there.settings().durable());
        equivalence.same("auto_delete", asked.autoDelete(), there.settings().autoDelete());
        equivalence.sameQueueArguments(asked.arguments(), there.settings().arguments());
    }

    private static QueueStatus status(Queue queue) {
        return new QueueStatus(
                queue.name(),
                queue.readyCount(),
                queue.consumers().size(),
                queue.settings().durable());
    }

    Queue existing(String name) {
        Queue queue = topology.queue(name);
        if (queue == null) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no queue '" + name + "' in vhost '" + vhost.name() + "'");
        }
        return queue;
    }

    Removed delete(ChannelState channel, String asked, boolean ifUnused, boolean ifEmpty) {
        String name = Names.ofQueue(channel, Names.stripped(asked));
        access.queue(channel, Access.CONFIGURE, name);
        Queue queue = topology.queue(name);
        if (queue == null) {
            vhost.defined(channel, 0);
            return new Removed(0, false);
        }
        vhost.locks().check(channel, queue);
        refuseQuorumFlag(queue, ifUnused, "if-unused");
        refuseQuorumFlag(queue, ifEmpty, "if-empty");
        if (ifEmpty && queue.readyCount() > 0) {
            throw refused(queue, "not empty");
        }
        if (ifUnused && queue.consumers().size() > 0) {
            throw refused(queue, "in use");
        }
        int count = queue.readyCount();
        vhost.defined(channel, remove(queue, Reporter.actor(channel)));
        return new Removed(count, queue.settings().durable());
    }

    private void refuseQuorumFlag(Queue queue, boolean set, String flag) {
        if (set && queue.settings().type() == QueueType.QUORUM) {
            throw new AmqpException(
                    ReplyCode.NOT_IMPLEMENTED,
                    "cannot delete queue '" + queue.name() + "' in vhost '" + vhost.name()
                            + "'. queue.delete operations with " + flag
                            + " flag set are not supported by quorum queues");
        }
    }

    private AmqpException refused(Queue queue, String why) {
        return new AmqpException(
                ReplyCode.PRECONDITION_FAILED, "queue '" + queue.name() + "' in vhost '" + vhost.name() + "' " + why);
    }

    /** Removes a queue that nobody asked to be deleted: its time has come. */
    long remove(Queue queue) {
        return remove(queue, Actor.BROKER);
    }

    /** Removes a queue with its bindings and messages; returns the position of the last record, 0 if there was nothing to record. */
    private long remove(Queue queue, Actor by) {
        vhost.unitSteps().run(); // what has left the queue goes its way while the journal still knows the queue
        if (queue.settings().owner() instanceof io.leveret.core.channel.SessionState session) {
            session.exclusiveQueues().remove(queue);
        }
        return vhost.inUnit(() -> {
            List<Binding> lost = vhost.broadcasts().reporter().toBeLost(topology.bindingsTo(queue));
            var sources = topology.remove(queue);
            vhost.totals().queueDeleted(queue);
            vhost.broadcasts().reporter().queueDeleted(queue, lost, by);
            queue.delete();
            if (queue.settings().durable()) {
                vhost.journal()
                        .append(new JournalRecord.QueueDeleted(queue.settings().id()));
            }
            exchanges.removeAbandoned(sources);
        });
    }

    Removed purge(ChannelState channel, String asked) {
        String name = Names.ofQueue(channel, asked);
        access.queue(channel, Access.READ, name);
        Queue queue = existing(name);
        vhost.locks().check(channel, queue);
        vhost.unitSteps().run(); // what has left the queue goes its way first
        int[] count = new int[1];
        channel.recorded(vhost.inUnit(() -> count[0] = queue.purge()));
        vhost.broadcasts().reporter().queuePurged(queue, count[0], Reporter.actor(channel));
        return new Removed(count[0], queue.settings().durable());
    }
}
