package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Transaction;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;

/** Confirms and transactions: a channel has one or the other. Owner: core. */
final class ChannelModes {
    private final VirtualHost vhost;
    private final Publisher publisher;

    ChannelModes(VirtualHost vhost, Publisher publisher) {
        this.vhost = vhost;
        this.publisher = publisher;
    }

    void confirmSelect(ChannelState channel) {
        if (channel.transaction() != null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "cannot switch from tx to confirm mode");
        }
        channel.selectConfirms();
    }

    void txSelect(ChannelState channel) {
        if (channel.isConfirming()) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "cannot switch from confirm to tx mode");
        }
        channel.selectTransaction(vhost.budget().transactions());
    }

    void commit(ChannelState channel) {
        Transaction transaction = transaction(channel);
        publisher.refuseIfFull(transaction.publishes());
        boolean[] whole = new boolean[1];
        channel.recorded(vhost.inUnit(() -> {
            whole[0] = publisher.routeAll(channel, transaction.publishes());
            channel.settling().commit(transaction);
            vhost.unitSteps().run(); // its rejections are dead-lettered in the same unit
        }));
        if (!whole[0]) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "partial tx completion");
        }
    }

    void rollback(ChannelState channel) {
        transaction(channel);
        channel.settling().rollback();
    }

    private static Transaction transaction(ChannelState channel) {
        Transaction transaction = channel.transaction();
        if (transaction == null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "channel is not transactional");
        }
        return transaction;
    }
}
