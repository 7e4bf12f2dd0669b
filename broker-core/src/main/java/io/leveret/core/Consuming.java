package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.GetEmpty;
import io.leveret.core.channel.ReplyConsumer;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.ConsumerSettings;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;

/** Starts and ends consumers, and answers basic.get. Owner: core. */
final class Consuming {
    private static final String PRIORITY = "x-priority";

    private final VirtualHost vhost;
    private final AccessCheck access;
    private final QueueDeclarations queues;

    Consuming(VirtualHost vhost, AccessCheck access, QueueDeclarations queues) {
        this.vhost = vhost;
        this.access = access;
        this.queues = queues;
    }

    String consume(ChannelState channel, ConsumeRequest asked) {
        String tag = asked.consumerTag().isEmpty() ? "amq.ctag-" + vhost.token() : asked.consumerTag();
        ReplyConsumer replies = channel.replyConsumer();
        if (channel.consumer(tag) != null || (replies != null && replies.tag().equals(tag))) {
            throw new AmqpException(ReplyCode.NOT_ALLOWED, "attempt to reuse consumer tag '" + tag + "'");
        }
        if (asked.queue().equals(DirectReplies.PSEUDO_QUEUE)) {
            vhost.directReplies().consume(channel, tag, asked.noAck());
            return tag;
        }
        String name = vhost.queueName(channel, asked.queue());
        access.queue(channel, Access.READ, name);
        Queue queue = queues.existing(name);
        vhost.checkLock(channel, queue);
        int priority = priority(asked.arguments(), queue);
        if (queue.hasExclusiveConsumer() || (asked.exclusive() && queue.consumerCount() > 0)) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED, "queue '" + name + "' in vhost '" + vhost.name() + "' in exclusive use");
        }
        ConsumerSettings settings =
                new ConsumerSettings(asked.noAck(), asked.exclusive(), priority, channel.consumerPrefetch());
        Consumer consumer = new Consumer(tag, queue, channel, settings);
        channel.add(consumer);
        queue.add(consumer);
        return tag;
    }

    private int priority(FieldTable arguments, Queue queue) {
        FieldValue value = arguments.get(PRIORITY);
        if (value == null) {
            return 0;
        }
        if (!value.isInteger()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid arg '" + PRIORITY + "' for queue '" + queue.name() + "' in vhost '" + vhost.name()
                            + "': \"expected integer, got " + value.typeName() + "\"");
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value.asLong()));
    }

    void cancel(ChannelState channel, String tag) {
        ReplyConsumer replies = channel.replyConsumer();
        if (replies != null && replies.tag().equals(tag)) {
            vhost.directReplies().cancel(channel);
            return;
        }
        Consumer consumer = channel.consumer(tag);
        if (consumer != null) {
            end(channel, consumer);
        }
    }

    /** Ends a consumer; the queue goes too if it was an auto-delete queue's last. */
    void end(ChannelState channel, Consumer consumer) {
        Queue queue = consumer.queue();
        channel.remove(consumer);
        queue.remove(consumer);
        if (queue.isAbandoned() && !queue.isDeleted()) {
            vhost.defined(channel, queues.remove(queue));
        }
    }

    void get(ChannelState channel, String asked, boolean noAck) {
        String name = vhost.queueName(channel, asked);
        access.queue(channel, Access.READ, name);
        Queue queue = queues.existing(name);
        vhost.checkLock(channel, queue);
        if (queue.isHeadAway()) {
            channel.session().stall();
            queue.awaitHead(channel.session()::resume);
            return;
        }
        QueuedMessage message = queue.take(noAck);
        if (message == null) {
            channel.reply(new GetEmpty());
        } else {
            channel.deliverGot(queue, message, noAck);
        }
    }
}
