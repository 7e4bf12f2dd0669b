package io.leveret.core.channel;

import io.leveret.core.journal.Journal;

/** What a channel needs of its virtual host. All calls are the core's. */
public interface ChannelHost {
    Journal journal();

    /** The journal is durable up to this position. */
    long durable();

    /** The channel's {@link ChannelState#durable} is called at the end of the turn and whenever the journal has come further, until nothing waits. */
    void awaitDurable(ChannelState channel);
}
