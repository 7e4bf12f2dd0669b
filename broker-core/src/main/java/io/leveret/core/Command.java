package io.leveret.core;

import io.leveret.core.channel.ChannelState;

/**
 * One thing that a connection asks of the core on one of its channels. Runs on the core; a client's mistake is thrown as
 * {@link io.leveret.core.error.AmqpException} and closes what its scope says.
 */
@FunctionalInterface
public interface Command {
    void run(VirtualHost vhost, ChannelState channel);
}
