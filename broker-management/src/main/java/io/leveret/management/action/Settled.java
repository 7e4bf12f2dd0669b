package io.leveret.management.action;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.Outcome;
import io.leveret.management.broker.VhostSession;

/** Deliveries are settled, on disk too. */
record Settled() implements ChannelEvent {
    /** Settles one delivery of the session's, or all up to it (0 = all there are); the session hears of it when it is done. */
    static void submit(VhostSession session, long deliveryTag, boolean multiple, Outcome outcome) {
        session.submit((vhost, channel) -> {
            if (outcome == Outcome.ACK) {
                vhost.ack(channel, deliveryTag, multiple);
            } else {
                vhost.nack(channel, deliveryTag, multiple, outcome == Outcome.REQUEUE);
            }
            channel.replyDurable(new Settled());
        });
    }
}
