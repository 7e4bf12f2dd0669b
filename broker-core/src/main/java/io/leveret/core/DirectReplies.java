package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.ReplyConsumer;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.Message;
import java.util.HashMap;
import java.util.Map;

/**
 * RabbitMQ's direct reply-to: a requester consumes from a pseudo-queue, its requests carry an address made for its channel, and what is published to
 * that address goes straight to the channel. Owner: core.
 */
final class DirectReplies {
    static final String PSEUDO_QUEUE = "amq.rabbitmq.reply-to";
    private static final String ADDRESS_PREFIX = PSEUDO_QUEUE + ".";

    private final Map<String, ChannelState> channels = new HashMap<>();
    private final String vhost;
    private final Tokens tokens;

    DirectReplies(String vhost, Tokens tokens) {
        this.vhost = vhost;
        this.tokens = tokens;
    }

    static boolean isReplyAddress(String name) {
        return name.startsWith(ADDRESS_PREFIX);
    }

    static boolean isReserved(String name) {
        return name.equals(PSEUDO_QUEUE) || isReplyAddress(name);
    }

    static void refusePseudoQueue(String name) {
        if (isReserved(name)) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED, "operation not permitted on the direct reply-to pseudo-queue");
        }
    }

    /** Starts the channel's reply consumer. */
    void consume(ChannelState channel, String tag, boolean noAck) {
        if (channel.replyConsumer() != null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "reply consumer already set");
        }
        if (!noAck) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "reply consumer cannot acknowledge");
        }
        String token = tokens.next();
        channel.replyConsumer(new ReplyConsumer(tag, token));
        channels.put(ADDRESS_PREFIX + token, channel);
    }

    /** Ends the channel's reply consumer if it has one. */
    void cancel(ChannelState channel) {
        ReplyConsumer consumer = channel.replyConsumer();
        if (consumer != null) {
            channels.remove(ADDRESS_PREFIX + consumer.token());
            channel.replyConsumer(null);
        }
    }

    /** The address that a request of this channel carries in place of the pseudo-queue's name. */
    static String addressFor(ChannelState channel) {
        ReplyConsumer consumer = channel.replyConsumer();
        if (consumer == null) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "fast reply consumer does not exist");
        }
        return ADDRESS_PREFIX + consumer.token();
    }

    /** Sends a reply; false if the requester is gone. */
    boolean reply(String address, Message message) {
        ChannelState channel = channels.get(address);
        ReplyConsumer consumer = channel == null ? null : channel.replyConsumer();
        if (channel == null || consumer == null) {
            return false;
        }
        if (!channel.session().hasRoom()) {
            return true; // a requester that does not read loses replies, as one that is gone does
        }
        channel.deliverReply(consumer, message);
        return true;
    }

    /**
     * What a declare of the address answers: how a responder learns whether its requester lives. The pseudo-queue itself is always there: clients
     * declare it to see whether the broker has it.
     */
    QueueStatus status(String address) {
        if (!address.equals(PSEUDO_QUEUE) && !channels.containsKey(address)) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no queue '" + address + "' in vhost '" + vhost + "'");
        }
        return new QueueStatus(address, 0, 1, false);
    }
}
