package io.leveret.amqp.channel;

import io.leveret.amqp.method.ExchangeMethod;
import io.leveret.core.BindingRequest;
import io.leveret.core.Command;
import io.leveret.core.ExchangeDeclaration;

/** The commands of class exchange. */
final class ExchangeHandler {
    private ExchangeHandler() {}

    static Command command(ExchangeMethod method) {
        return switch (method.id()) {
            case ExchangeMethod.DECLARE -> declare((ExchangeMethod.Declare) method);
            case ExchangeMethod.DELETE -> delete((ExchangeMethod.Delete) method);
            case ExchangeMethod.BIND -> bind((ExchangeMethod.Bind) method);
            case ExchangeMethod.UNBIND -> unbind((ExchangeMethod.Unbind) method);
            default -> throw AmqpChannel.unimplemented();
        };
    }

    private static Command declare(ExchangeMethod.Declare declare) {
        ExchangeDeclaration declaration = new ExchangeDeclaration(
                declare.exchange(),
                declare.type(),
                declare.passive(),
                declare.durable(),
                declare.autoDelete(),
                declare.internal(),
                declare.arguments());
        return (vhost, channel) -> {
            vhost.declareExchange(channel, declaration);
            if (!declare.noWait()) {
                channel.replyDurable(new ExchangeMethod.DeclareOk());
            }
        };
    }

    private static Command delete(ExchangeMethod.Delete delete) {
        String name = delete.exchange();
        return (vhost, channel) -> {
            vhost.deleteExchange(channel, name, delete.ifUnused());
            if (!delete.noWait()) {
                channel.replyDurable(new ExchangeMethod.DeleteOk());
            }
        };
    }

    private static Command bind(ExchangeMethod.Bind bind) {
        BindingRequest request =
                new BindingRequest(bind.source(), true, bind.destination(), bind.routingKey(), bind.arguments());
        return (vhost, channel) -> {
            vhost.bind(channel, request);
            if (!bind.noWait()) {
                channel.replyDurable(new ExchangeMethod.BindOk());
            }
        };
    }

    private static Command unbind(ExchangeMethod.Unbind unbind) {
        BindingRequest request = new BindingRequest(
                unbind.source(), true, unbind.destination(), unbind.routingKey(), unbind.arguments());
        return (vhost, channel) -> {
            vhost.unbind(channel, request);
            if (!unbind.noWait()) {
                channel.replyDurable(new ExchangeMethod.UnbindOk());
            }
        };
    }
}
