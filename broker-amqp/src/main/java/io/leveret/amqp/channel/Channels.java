package io.leveret.amqp.channel;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.MethodReader;
import io.leveret.amqp.method.PublishArguments;
import io.leveret.core.access.ChannelQuota;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a connection: gives each its frames, and the client each one's events. Owner: I/O loop.
 */
public final class Channels {
    private final Inbox inbox;
    private final Outbound out;
    private final MethodReader reader;
    private final PublishArguments publishArguments;
    private final long messageSize;
    private final IntObjectHashMap<AmqpChannel> byNumber = new IntObjectHashMap<>();
    private ChannelQuota quota = ChannelQuota.UNLIMITED;
    private int channelMax;
    private @Nullable AmqpChannel bodyOf; // the channel of the body frame that is being received; null if it is ignored

    public Channels(Inbox inbox, Outbound out, MethodReader reader, long messageSize) {
        this.inbox = inbox;
        this.out = out;
        this.reader = reader;
        this.publishArguments = new PublishArguments(reader);
        this.messageSize = messageSize;
    }

    /** Sets the negotiated channel-max: so many channels may be open, whatever their numbers; 0 is no limit. */
    public void channelMax(int newChannelMax) {
        channelMax = newChannelMax;
    }

    /** Sets what counts this connection's channels among its user's. */
    public void quota(ChannelQuota newQuota) {
        quota = newQuota;
    }

    /** The connection is gone or about to close, and all its channels: they don't count any more. */
    public void close() {
        quota.release(byNumber.size());
        quota = ChannelQuota.UNLIMITED;
    }

    /** A method frame with a method of that id. */
    public void method(int number, int id, ByteBuf in, int length) {
        AmqpChannel channel = byNumber.get(number);
        if (channel == null) {
            open(number, id, in, length);
        } else if (!channel.isOpen()) {
            ended(number, channel, id);
        } else if (id == BasicMethod.PUBLISH) {
            channel.publish(publishArguments.decode(in, length));
        } else if (id == ChannelMethod.CLOSE) {
            reader.decode(in, length);
            channel.close();
        } else {
            channel.method(reader.decode(in, length));
        }
    }

    private void open(int number, int id, ByteBuf in, int length) {
        requireRoom();
        if (id != ChannelMethod.OPEN) {
            throw new AmqpException(ReplyCode.CHANNEL_ERROR, "expected 'channel.open'");
        }
        reader.decode(in, length);
        quota.take();
        byNumber.put(number, new AmqpChannel(number, inbox, messageSize));
    }

    private boolean isFull() {
        return channelMax != 0 && byNumber.size() >= channelMax;
    }

    private void requireRoom() {
        if (isFull()) {
            throw new AmqpException(
                    ReplyCode.NOT_ALLOWED,
                    "number of channels opened (" + byNumber.size() + ") has reached the negotiated channel_max ("
                            + channelMax + ")");
        }
    }

    private void ended(int number, AmqpChannel channel, int id) {
        if (id == ChannelMethod.CLOSE && channel.closeAgain()) {
            out.send(number, new ChannelMethod.CloseOk());
        } else if (id == ChannelMethod.CLOSE_OK && channel.closeOk()) {
            remove(number);
        } else if (id == ChannelMethod.OPEN && channel.isClosing()) {
            throw new AmqpException(
                    ReplyCode.CHANNEL_ERROR, "second 'channel.open' seen"); // silence would leave it waiting
        }
    }

    private void remove(int number) {
        if (byNumber.remove(number) != null) {
            quota.release(1);
        }
    }

    /**
     * The method that an error in a method frame names: the publish whose content it interrupts, none if there is one channel too many, else
     * the method itself.
     */
    public int culprit(int number, int id) {
        AmqpChannel channel = byNumber.get(number);
        if (channel == null) {
            return isFull() ? 0 : id;
        }
        int publish = channel.publishMethodId();
        return publish == 0 ? id : publish;
    }

    /** The method that an error in a content frame of this channel names. */
    public int publishMethodId(int number) {
        AmqpChannel channel = byNumber.get(number);
        return channel == null ? 0 : channel.publishMethodId();
    }

    public void header(int number, ByteBuf in, int length) {
        AmqpChannel channel = receiver(number);
        if (channel != null) {
            channel.header(in, length);
        }
    }

    public void bodyStart(int number, int length) {
        bodyOf = receiver(number);
        if (bodyOf != null) {
            bodyOf.bodyStart(length);
        }
    }

    public void bodyPart(ByteBuf in, int length) {
        if (bodyOf != null && bodyOf.isOpen()) {
            bodyOf.bodyPart(in, length);
        }
    }

    public void bodyEnd() {
        if (bodyOf != null && bodyOf.isOpen()) {
            bodyOf.publishIfComplete();
        }
    }

    /** The channel that takes a content frame; null if it ignores all frames. */
    private @Nullable AmqpChannel receiver(int number) {
        AmqpChannel channel = byNumber.get(number);
        if (channel == null) {
            requireRoom();
            throw new AmqpException(ReplyCode.UNEXPECTED_FRAME, "expected method frame, got non method frame instead");
        }
        return channel.isOpen() ? channel : null;
    }

    /** Writes what the core tells about a channel; it leaves with the next flush. */
    public void write(int number, ChannelEvent event) {
        if (event instanceof ChannelFailed failure) {
            fail(number, failure);
            return;
        }
        if (event instanceof ChannelMethod.CloseOk) {
            remove(number);
        }
        out.writeEvent(number, event);
    }

    private void fail(int number, ChannelFailed failure) {
        AmqpChannel channel = byNumber.get(number);
        if (channel == null) {
            throw new IllegalStateException("channel " + number + " failed but was never open");
        }
        boolean crossed = channel.fail();
        AmqpException error = failure.error();
        out.write(
                number,
                new ChannelMethod.Close(
                        error.replyCode().code(),
                        error.replyText(),
                        failure.methodId() >>> 16,
                        failure.methodId() & 0xffff));
        if (crossed) {
            out.write(number, new ChannelMethod.CloseOk());
        }
    }
}
