package io.leveret.bench.relay;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ConfirmMethod;
import io.leveret.amqp.method.ExchangeMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.util.ArrayList;
import java.util.List;

/** Answers what clients ask before they publish and consume, as far as the relay has it. Owner: I/O loop. */
final class ChannelAnswers {
    private final Relay relay;
    private final Output output;
    private final List<Subscription> subscriptions = new ArrayList<>();

    private record Subscription(RelayChannel channel, ConsumerRing ring, Consumer consumer) {
        void cancel() {
            ring.remove(consumer);
        }
    }

    ChannelAnswers(Relay relay, Output output) {
        this.relay = relay;
        this.output = output;
    }

    void answer(RelayChannel channel, Method method) {
        int number = channel.number();
        if (method instanceof QueueMethod.Declare declare) {
            int consumers = relay.queues().declare(declare.queue()).size();
            reply(number, declare.noWait(), new QueueMethod.DeclareOk(declare.queue(), 0, consumers));
        } else if (method instanceof QueueMethod.Purge purge) {
            reply(number, purge.noWait(), new QueueMethod.PurgeOk(0));
        } else if (method instanceof QueueMethod.Bind bind) {
            relay.queues().bind(bind.queue(), bind.exchange());
            reply(number, bind.noWait(), new QueueMethod.BindOk());
        } else if (method instanceof ExchangeMethod.Declare declare) {
            relay.queues().declareExchange(declare.exchange(), declare.type());
            reply(number, declare.noWait(), new ExchangeMethod.DeclareOk());
        } else if (method instanceof BasicMethod.Qos) {
            output.write(number, new BasicMethod.QosOk());
        } else if (method instanceof BasicMethod.Consume consume) {
            consume(channel, consume);
        } else if (method instanceof ConfirmMethod.Select select) {
            channel.selectConfirms();
            reply(number, select.noWait(), new ConfirmMethod.SelectOk());
        } else {
            throw unknown(method);
        }
    }

    static AmqpException unknown(Method method) {
        return new AmqpException(
                ReplyCode.NOT_IMPLEMENTED,
                "the relay has no method " + (method.id() & 0xffff) + " of class " + (method.id() >>> 16));
    }

    private void reply(int number, boolean noWait, Method answer) {
        if (!noWait) {
            output.write(number, answer);
        }
    }

    private void consume(RelayChannel channel, BasicMethod.Consume consume) {
        String tag = consume.consumerTag().isEmpty() ? relay.nextConsumerTag() : consume.consumerTag();
        ConsumerRing ring = relay.queues().queue(consume.queue());
        var consumer = new Consumer(channel, tag);
        reply(channel.number(), consume.noWait(), new BasicMethod.ConsumeOk(tag));
        ring.add(consumer);
        subscriptions.add(new Subscription(channel, ring, consumer));
    }

    /** The channel takes nothing more. */
    void cancelAll(RelayChannel channel) {
        subscriptions.removeIf(subscription -> {
            boolean ends = subscription.channel().equals(channel);
            if (ends) {
                subscription.cancel();
            }
            return ends;
        });
    }
}
