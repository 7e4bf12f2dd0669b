package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;

/** What must be clear before a new queue is made: rights on where it sends dead letters, and the virtual host's limit. Owner: core. */
final class QueueAdmission {
    private static final String DEAD_LETTER_EXCHANGE = "x-dead-letter-exchange";

    private final String vhost;
    private final Topology topology;
    private final AccessCheck access;
    private long maxQueues = -1;

    QueueAdmission(String vhost, Topology topology, AccessCheck access) {
        this.vhost = vhost;
        this.topology = topology;
        this.access = access;
    }

    /** So many queues may be there; a negative number is no limit. */
    void maxQueues(long limit) {
        maxQueues = limit;
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
