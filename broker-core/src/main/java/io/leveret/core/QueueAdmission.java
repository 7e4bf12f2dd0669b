package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.queue.QueueType;

/**
 * What must be clear before a new queue is made: its type, rights on where it sends dead letters, and the virtual host's limit. Owner: core.
 */
final class QueueAdmission {
    private static final String DEAD_LETTER_EXCHANGE = "x-dead-letter-exchange";

    private final String vhost;
    private final Topology topology;
    private final AccessCheck access;
    private long maxQueues = -1;
    private QueueType defaultType = QueueType.CLASSIC;

    QueueAdmission(String vhost, Topology topology, AccessCheck access) {
        this.vhost = vhost;
        this.topology = topology;
        this.access = access;
    }

    /** So many queues may be there; a negative number is no limit. */
    void maxQueues(long limit) {
        maxQueues = limit;
    }

    /** The type of queues that are declared without one. */
    void defaultType(QueueType type) {
        defaultType = type;
    }

    /** What is asked for, with the virtual host's type if it names none and may be of that: a quorum queue has a name, is durable and nobody's own, and stays. */
    QueueDeclaration typed(QueueDeclaration asked) {
        boolean lasts = asked.durable() && !asked.exclusive() && !asked.autoDelete();
        if (defaultType == QueueType.CLASSIC
                || !lasts
                || asked.name().isEmpty()
                || asked.arguments().get(QueueType.ARGUMENT) != null) {
            return asked;
        }
        FieldTable.Builder arguments = FieldTable.builder();
        asked.arguments().forEach(entry -> arguments.put(entry.key(), entry.value()));
        arguments.put(QueueType.ARGUMENT, defaultType.wireName());
        return new QueueDeclaration(
                asked.name(),
                asked.passive(),
                asked.durable(),
                asked.exclusive(),
                asked.autoDelete(),
                arguments.build());
    }

    void check(ChannelState channel, String name, FieldTable arguments) {
        FieldValue deadLetters = arguments.get(DEAD_LETTER_EXCHANGE);
        if (deadLetters != null && deadLetters.isLongString()) {
            access.queue(channel, Access.READ, name);
            access.exchange(channel, Access.WRITE, deadLetters.asString());
        }
        if (maxQueues >= 0 && topology.queues().size() >= maxQueues) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "cannot declare queue '" + name + "': queue limit in vhost '" + vhost + "' (" + maxQueues
                            + ") is reached");
        }
    }
}
