package io.leveret.amqp.channel;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.core.channel.Blocked;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.Confirm;
import io.leveret.core.channel.ConsumerCancelled;
import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.GetEmpty;
import io.leveret.core.channel.GetOk;
import io.leveret.core.channel.Returned;
import io.leveret.core.channel.Unblocked;
import io.leveret.core.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to one connection: fills as few buffers as sensible and sends them with one flush. It need not ask whether the socket
 * takes them, as the core stops at its bound of octets not yet flushed. Owner: I/O loop.
 */
public final class Outbound {
    private static final int MIN_BUFFER = 256;
    private static final int MAX_BUFFER = 65_536;

    /** Room for any method without content that the broker sends often; a longer one makes its buffer grow. */
    private static final int METHOD_ROOM = 64;

    private final Channel channel;
    private final DeliveryWriter deliveries = new DeliveryWriter();
    private final IntFunction<ByteBuf> room = this::room;
    private @Nullable ByteBuf buffer;
    private int bufferSize = MIN_BUFFER;
    private boolean wrote;

    public Outbound(Channel channel) {
        this.channel = channel;
    }

    /** Sets the negotiated frame-max, in octets. */
    public void frameMax(int frameMax) {
        deliveries.frameMax(frameMax);
    }

    /** Says roughly how many octets will be written until the next flush. */
    public void expect(long bytes) {
        bufferSize = (int) Math.max(MIN_BUFFER, Math.min(bytes, MAX_BUFFER));
    }

    void writeEvent(int number, ChannelEvent event) {
        if (event instanceof Deliver deliver) {
            deliveries.deliver(room, number, deliver);
        } else if (event instanceof Confirm confirm) {
            write(number, confirm(confirm));
        } else if (event instanceof Method method) {
            write(number, method);
        } else if (event instanceof GetOk getOk) {
            Message message = getOk.message();
            write(number, DeliveryWriter.method(getOk));
            deliveries.content(room, number, message);
        } else if (event instanceof Returned returned) {
            write(number, DeliveryWriter.method(returned));
            deliveries.content(room, number, returned.message());
        } else if (event instanceof GetEmpty) {
            write(number, new BasicMethod.GetEmpty());
        } else if (event instanceof ConsumerCancelled cancelled) {
            write(number, new BasicMethod.Cancel(cancelled.consumerTag(), true));
        } else if (event instanceof Blocked blocked) {
            write(number, new ConnectionMethod.Blocked(blocked.reason()));
        } else if (event instanceof Unblocked) {
            write(number, new ConnectionMethod.Unblocked());
        } else {
            throw new IllegalStateException("no frame for " + event);
        }
    }

    private static Method confirm(Confirm confirm) {
        return confirm.ack()
                ? new BasicMethod.Ack(confirm.deliveryTag(), confirm.multiple())
                : new BasicMethod.Nack(confirm.deliveryTag(), confirm.multiple(), false);
    }

    void write(int number, Method method) {
        MethodWriter.writeMethod(room(METHOD_ROOM), number, method);
    }

    /** Writes a method and sends it at once. */
    public ChannelFuture send(int number, Method method) {
        write(number, method);
        return flush();
    }

    public void sendHeartbeat() {
        Frame.writeHeartbeat(room(Frame.OVERHEAD));
        flush();
    }

    /** The buffer to write to, with room for that many octets. */
    private ByteBuf room(int octets) {
        if (buffer != null && buffer.writableBytes() < octets) {
            channel.write(buffer);
            buffer = null;
        }
        if (buffer == null) {
            buffer = channel.alloc().directBuffer(Math.max(octets, bufferSize));
        }
        return buffer;
    }

    /** Sends what was written; the future is done when all of it has left for the socket. */
    public ChannelFuture flush() {
        ByteBuf last = buffer;
        buffer = null;
        bufferSize = MIN_BUFFER;
        if (last == null) {
            return channel.newSucceededFuture();
        }
        wrote = true;
        return channel.writeAndFlush(last);
    }

    /** Whether anything was sent since this was last asked. */
    public boolean wroteSinceLastAsked() {
        boolean since = wrote;
        wrote = false;
        return since;
    }

    /** Lets go of what was written and not sent: the connection is gone. */
    public void discard() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
