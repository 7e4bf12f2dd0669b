package io.leveret.amqp.channel;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.core.Command;
import io.leveret.core.ConsumeRequest;

/** The commands of class basic, but for publish, which has a content ({@link Publishing}). */
final class BasicHandler {
    private BasicHandler() {}

    static Command command(BasicMethod method) {
        return switch (method.id()) {
            case BasicMethod.ACK -> ack((BasicMethod.Ack) method);
            case BasicMethod.NACK -> nack((BasicMethod.Nack) method);
            case BasicMethod.REJECT -> reject((BasicMethod.Reject) method);
            case BasicMethod.GET -> get((BasicMethod.Get) method);
            case BasicMethod.CONSUME -> consume((BasicMethod.Consume) method);
            case BasicMethod.CANCEL -> cancel((BasicMethod.Cancel) method);
            case BasicMethod.QOS -> qos((BasicMethod.Qos) method);
            case BasicMethod.RECOVER -> recover((BasicMethod.Recover) method);
            case BasicMethod.RECOVER_ASYNC -> recoverAsync((BasicMethod.RecoverAsync) method);
            default -> throw AmqpChannel.unimplemented();
        };
    }

    private static Command ack(BasicMethod.Ack ack) {
        return (vhost, channel) -> vhost.ack(channel, ack.deliveryTag(), ack.multiple());
    }

    private static Command nack(BasicMethod.Nack nack) {
        return (vhost, channel) -> vhost.nack(channel, nack.deliveryTag(), nack.multiple(), nack.requeue());
    }

    private static Command reject(BasicMethod.Reject reject) {
        return (vhost, channel) -> vhost.nack(channel, reject.deliveryTag(), false, reject.requeue());
    }

    private static Command get(BasicMethod.Get get) {
        return (vhost, channel) -> vhost.get(channel, get.queue(), get.noAck());
    }

    private static Command consume(BasicMethod.Consume consume) {
        ConsumeRequest request = new ConsumeRequest(
                consume.queue(), consume.consumerTag(), consume.noAck(), consume.exclusive(), consume.arguments());
        return (vhost, channel) -> {
            String consumerTag = vhost.consume(channel, request);
            if (!consume.noWait()) {
                channel.reply(new BasicMethod.ConsumeOk(consumerTag));
            }
        };
    }

    private static Command cancel(BasicMethod.Cancel cancel) {
        return (vhost, channel) -> {
            vhost.cancel(channel, cancel.consumerTag());
            if (!cancel.noWait()) {
                channel.reply(new BasicMethod.CancelOk(cancel.consumerTag()));
            }
        };
    }

    private static Command qos(BasicMethod.Qos qos) {
        return (vhost, channel) -> {
            vhost.qos(channel, qos.prefetchSize(), qos.prefetchCount(), qos.global());
            channel.reply(new BasicMethod.QosOk());
        };
    }

    private static Command recover(BasicMethod.Recover recover) {
        return (vhost, channel) -> {
            vhost.recover(channel, recover.requeue());
            channel.reply(new BasicMethod.RecoverOk());
        };
    }

    private static Command recoverAsync(BasicMethod.RecoverAsync recover) {
        return (vhost, channel) -> vhost.recover(channel, recover.requeue());
    }
}
