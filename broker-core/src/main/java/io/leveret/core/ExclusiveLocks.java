package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.queue.Queue;

/** Keeps connections away from the exclusive queues of others. */
final class ExclusiveLocks {
    private final String vhost;

    ExclusiveLocks(String vhost) {
        this.vhost = vhost;
    }

    /** Refuses a queue that is another connection's alone. */
    void check(ChannelState channel, Queue queue) {
        Object owner = queue.settings().owner();
        if (owner != null && owner != channel.session()) {
            throw locked(queue);
        }
    }

    AmqpException locked(Queue queue) {
        return new AmqpException(
                ReplyCode.RESOURCE_LOCKED,
                "cannot obtain exclusive access to locked queue '" + queue.name() + "' in vhost '" + vhost
                        + "'. It could be originally declared on another connection or the exclusive property value"
                        + " does not match that of the original declaration.");
    }
}
