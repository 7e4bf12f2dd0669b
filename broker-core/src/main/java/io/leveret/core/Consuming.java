package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.ReplyConsumer;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.ConsumerSettings;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueType;
import io.leveret.core.queue.QueuedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and ends consumers, and answers basic.get. Owner: core. */
final class Consuming {
    private static final Logger log = LoggerFactory.getLogger(Consuming.class);
    private static final String PRIORITY = "x-priority";
    private static final String STREAM_OFFSET = "x-stream-offset";

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
        String name = Names.ofQueue(channel, asked.queue());
        access.queue(channel, Access.READ, name);
        Queue queue = queues.existing(name);
        vhost.locks().check(channel, queue);
        int priority = (int) Math.max(
                Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, argument(asked.arguments(), PRIORITY, 0, queue)));
        long timeout = QueueArguments.consumerTimeout(vhost.name(), name, asked.arguments());
        refuseStreamOffset(asked.arguments(), queue);
        if (queue.consumers().hasExclusive() || (asked.exclusive() && !mayBeExclusive(queue))) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED, "queue '" + name + "' in vhost '" + vhost.name() + "' in exclusive use");
        }
        if (queue.settings().type() == QueueType.QUORUM && channel.channelPrefetch() > 0) {
            throw new AmqpException(
                    ReplyCode.NOT_IMPLEMENTED,
                    "queue '" + name + "' in vhost '" + vhost.name() + "' does not support global qos");
        }
        ConsumerSettings settings = new ConsumerSettings(
                asked.noAck(), asked.exclusive(), priority, channel.consumerPrefetch(), timeout, asked.arguments());
        Consumer consumer = new Consumer(tag, queue, channel, settings);
        channel.add(consumer);
        queue.add(consumer);
        vhost.broadcasts().reporter().consumerCreated(channel, consumer);
        return tag;
    }

    /** A queue that chooses its active consumer itself has no exclusive one. */
    private static boolean mayBeExclusive(Queue queue) {
        return queue.consumers().size() == 0 && !queue.settings().singleActiveConsumer();
    }

    private void refuseStreamOffset(FieldTable arguments, Queue queue) {
        if (arguments.get(STREAM_OFFSET) != null) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid arg '" + STREAM_OFFSET + "' for queue '" + queue.name() + "' in vhost '" + vhost.name()
                            + "' of queue type " + queue.settings().type().errorName());
        }
    }

    private long argument(FieldTable arguments, String key, long otherwise, Queue queue) {
        FieldValue value = arguments.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isInteger()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid arg '" + key + "' for queue '" + queue.name() + "' in vhost '" + vhost.name()
                            + "': \"expected integer, got " + value.typeName() + "\"");
        }
        return value.asLong();
    }

    /**
     * The consumer goes, as with it goes what it does not ack; its channel stays. A client that could not be told loses the channel, so that it
     * notices.
     */
    void timedOut(ChannelState channel, Consumer consumer) {
        log.warn(
                "consumer cancelled: a delivery was unacked for more than {} ms queue={} consumer={} connection={} channel={}",
                consumer.timeoutMillis(),
                consumer.queue().name(),
                consumer.tag(),
                channel.session().settings().connectionName(),
                channel.number());
        if (!channel.session().settings().capabilities().cancelNotify()) {
            vhost.closeChannel(channel);
            channel.reply(new ChannelFailed(
                    new AmqpException(
                            ReplyCode.PRECONDITION_FAILED,
                            "delivery acknowledgement on channel " + channel.number()
                                    + " timed out. Timeout value used: " + consumer.timeoutMillis() + " ms"),
                    0));
            return;
        }
        channel.cancelled(consumer);
        end(channel, consumer);
        channel.settling().requeueOf(consumer);
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

    /** The channel ends, and with it its consumers; what it has unacked goes back. */
    void end(ChannelState channel) {
        channel.close();
        channel.session().remove(channel);
        vhost.directReplies().cancel(channel);
        for (Consumer consumer : channel.consumers()) {
            consumer.queue().remove(consumer);
            vhost.broadcasts().reporter().consumerDeleted(consumer);
        }
        channel.settling().close();
        for (Consumer consumer : channel.consumers()) {
            channel.remove(consumer);
            removeIfAbandoned(channel, consumer.queue());
        }
    }

    private void removeIfAbandoned(ChannelState channel, Queue queue) {
        if (queue.isAbandoned() && !queue.isDeleted()) {
            vhost.defined(channel, queues.remove(queue));
        }
    }

    /** Ends a consumer; the queue goes too if it was an auto-delete queue's last. */
    void end(ChannelState channel, Consumer consumer) {
        Queue queue = consumer.queue();
        channel.remove(consumer);
        queue.remove(consumer);
        vhost.broadcasts().reporter().consumerDeleted(consumer);
        removeIfAbandoned(channel, queue);
    }

    void get(ChannelState channel, String asked, boolean noAck) {
        String name = Names.ofQueue(channel, asked);
        access.queue(channel, Access.READ, name);
        Queue queue = queues.existing(name);
        vhost.locks().check(channel, queue);
        refuseGet(queue);
        queue.used();
        queue.expire();
        if (queue.head().mustWait()) {
            channel.session().stall();
            queue.head().await(channel.session()::resume);
            return;
        }
        QueuedMessage message = queue.take(noAck);
        if (message == null) {
            channel.nothingToGet(queue);
        } else {
            channel.deliverGot(queue, message, noAck);
        }
    }

    private void refuseGet(Queue queue) {
        if (queue.settings().type() == QueueType.QUORUM && queue.settings().singleActiveConsumer()) {
            throw new AmqpException(
                    ReplyCode.RESOURCE_LOCKED,
                    "cannot obtain access to locked queue '" + queue.name() + "' in vhost '" + vhost.name()
                            + "'. basic.get operations are not supported by quorum queues with single active consumer");
        }
    }
}
