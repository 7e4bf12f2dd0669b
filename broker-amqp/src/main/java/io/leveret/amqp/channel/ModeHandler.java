package io.leveret.amqp.channel;

import io.leveret.amqp.method.AccessMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConfirmMethod;
import io.leveret.amqp.method.TxMethod;
import io.leveret.core.Command;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;

/** The commands of the small classes: channel.flow, access, confirm and tx. */
final class ModeHandler {
    private ModeHandler() {}

    static Command flow(ChannelMethod method) {
        if (method instanceof ChannelMethod.Flow flow) {
            return (vhost, channel) -> {
                if (!flow.active()) {
                    throw new AmqpException(ReplyCode.NOT_IMPLEMENTED, "active=false");
                }
                channel.reply(new ChannelMethod.FlowOk(true));
            };
        }
        if (method instanceof ChannelMethod.Open) {
            throw new AmqpException(ReplyCode.CHANNEL_ERROR, "second 'channel.open' seen");
        }
        throw AmqpChannel.unimplemented();
    }

    static Command access(AccessMethod method) {
        if (method instanceof AccessMethod.Request) {
            return (vhost, channel) -> channel.reply(new AccessMethod.RequestOk(1));
        }
        throw AmqpChannel.unimplemented();
    }

    static Command confirm(ConfirmMethod method) {
        if (method instanceof ConfirmMethod.Select select) {
            return (vhost, channel) -> {
                vhost.confirmSelect(channel);
                if (!select.noWait()) {
                    channel.reply(new ConfirmMethod.SelectOk());
                }
            };
        }
        throw AmqpChannel.unimplemented();
    }

    static Command tx(TxMethod method) {
        return switch (method.id()) {
            case TxMethod.SELECT ->
                (vhost, channel) -> {
                    vhost.txSelect(channel);
                    channel.reply(new TxMethod.SelectOk());
                };
            case TxMethod.COMMIT ->
                (vhost, channel) -> {
                    vhost.txCommit(channel);
                    channel.replyDurable(new TxMethod.CommitOk());
                };
            case TxMethod.ROLLBACK ->
                (vhost, channel) -> {
                    vhost.txRollback(channel);
                    channel.reply(new TxMethod.RollbackOk());
                };
            default -> throw AmqpChannel.unimplemented();
        };
    }
}
