package io.leveret.amqp.channel;

import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.BindingRequest;
import io.leveret.core.Command;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.QueueStatus;
import io.leveret.core.Removed;

/** The commands of class queue. */
final class QueueHandler {
    private QueueHandler() {}

    static Command command(QueueMethod method) {
        return switch (method.id()) {
            case QueueMethod.DECLARE -> declare((QueueMethod.Declare) method);
            case QueueMethod.BIND -> bind((QueueMethod.Bind) method);
            case QueueMethod.UNBIND -> unbind((QueueMethod.Unbind) method);
            case QueueMethod.PURGE -> purge((QueueMethod.Purge) method);
            case QueueMethod.DELETE -> delete((QueueMethod.Delete) method);
            default -> throw AmqpChannel.unimplemented();
        };
    }

    private static Command declare(QueueMethod.Declare declare) {
        QueueDeclaration declaration = new QueueDeclaration(
                declare.queue(),
                declare.passive(),
                declare.durable(),
                declare.exclusive(),
                declare.autoDelete(),
                declare.arguments());
        return (vhost, channel) -> {
            QueueStatus status = vhost.declareQueue(channel, declaration);
            if (!declare.noWait()) {
                channel.replyDurable(
                        new QueueMethod.DeclareOk(status.name(), status.messageCount(), status.consumerCount()));
            }
        };
    }

    private static Command bind(QueueMethod.Bind bind) {
        BindingRequest request =
                new BindingRequest(bind.exchange(), false, bind.queue(), bind.routingKey(), bind.arguments());
        return (vhost, channel) -> {
            vhost.bind(channel, request);
            if (!bind.noWait()) {
                channel.replyDurable(new QueueMethod.BindOk());
            }
        };
    }

    private static Command unbind(QueueMethod.Unbind unbind) {
        BindingRequest request =
                new BindingRequest(unbind.exchange(), false, unbind.queue(), unbind.routingKey(), unbind.arguments());
        return (vhost, channel) -> {
            vhost.unbind(channel, request);
            channel.replyDurable(new QueueMethod.UnbindOk());
        };
    }

    private static Command purge(QueueMethod.Purge purge) {
        return (vhost, channel) -> {
            Removed removed = vhost.purgeQueue(channel, purge.queue());
            if (!purge.noWait()) {
                channel.replyDurable(new QueueMethod.PurgeOk(removed.messageCount()));
            }
        };
    }

    private static Command delete(QueueMethod.Delete delete) {
        String name = delete.queue();
        return (vhost, channel) -> {
            Removed removed = vhost.deleteQueue(channel, name, delete.ifUnused(), delete.ifEmpty());
            if (!delete.noWait()) {
                channel.replyDurable(new QueueMethod.DeleteOk(removed.messageCount()));
            }
        };
    }
}
