package io.leveret.core.channel;

import io.leveret.core.journal.Journal;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;
import io.leveret.core.queue.Timed;

/** What a channel needs of its virtual host. All calls are the core's. */
public interface ChannelHost {
    Journal journal();

    /** The time of this turn, in milliseconds since 1970. */
    long now();

    /** It is due at that moment, and at no other. */
    void at(Timed timed, long dueMillis);

    /** It is not due any more, if it was. */
    void cancel(Timed timed);

    /** The journal is durable up to this position. */
    long durable();

    /** The channel's {@link ChannelState#durable} is called at the end of the turn and whenever the journal has come further, until nothing waits. */
    void awaitDurable(ChannelState channel);

    /** The consumer has a delivery unacked for longer than it may. */
    void ackTimedOut(ChannelState channel, Consumer consumer);

    /** Whether {@link #trace} is to be told of deliveries. */
    boolean isTraced();

    /** The message goes from the queue to the channel's client. */
    void trace(ChannelState channel, Queue queue, QueuedMessage delivery);

    /** Runs when the command that runs has said all it has to say, before the next. */
    void afterCommand(Runnable action);
}
