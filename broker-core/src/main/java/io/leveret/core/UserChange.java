package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.access.User;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.SessionState;
import io.leveret.core.queue.Consumer;

/** From now on a session's user may do what {@code user} may. It is the whole session's and belongs to none of its channels. */
record UserChange(User user) implements Command {
    @Override
    public void run(VirtualHost vhost, ChannelState channel) {
        throw new IllegalStateException("a change of the user is no channel's");
    }

    /** Consumers of queues that may be read no more end, and are told; what they have not acked stays with their channels. */
    void apply(VirtualHost vhost, SessionState session) {
        session.changeUser(user);
        for (ChannelState channel : session.channels()) {
            for (Consumer consumer : channel.consumers()) {
                if (!session.access().allows(Access.READ, consumer.queue().name())) {
                    vhost.cancel(channel, consumer.tag());
                    channel.cancelled(consumer);
                }
            }
        }
    }
}
