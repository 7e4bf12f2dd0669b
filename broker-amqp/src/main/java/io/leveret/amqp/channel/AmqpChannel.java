package io.leveret.amqp.channel;

import io.leveret.amqp.method.AccessMethod;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConfirmMethod;
import io.leveret.amqp.method.ExchangeMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.amqp.method.TxMethod;
import io.leveret.core.Command;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.error.Scope;
import io.leveret.core.message.Message;
import io.netty.buffer.ByteBuf;

/**
 * One channel of a connection as the wire sees it: its state, its close protocol, and the message that is being published on it. Errors
 * that close only the channel go to the core as a command that throws them, so that they come back behind the answers to what was before.
 * Owner: I/O loop.
 */
final class AmqpChannel {
    private enum State {
        OPEN,
        /** The client's mistake is on its way to the core: what follows is ignored. */
        REFUSED,
        /** The client has sent channel.close. */
        CLOSING,
        /** channel.close was sent to the client: all but close and close-ok is ignored. */
        FAILED
    }

    private final int number;
    private final Inbox inbox;
    private final Publishing publishing;
    private State state = State.OPEN;
    private boolean closeAnswered; // once is enough

    AmqpChannel(int number, Inbox inbox, long messageSize) {
        this.number = number;
        this.inbox = inbox;
        this.publishing = new Publishing(messageSize);
        inbox.open(number, ChannelMethod.OPEN, (vhost, channel) -> channel.reply(new ChannelMethod.OpenOk()));
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** The method that an error in the content now expected names. */
    int publishMethodId() {
        return publishing.isIdle() ? 0 : BasicMethod.PUBLISH;
    }

    void publish(BasicMethod.Publish method) {
        requireIdle();
        publishing.begin(method);
    }

    void method(Method method) {
        requireIdle();
        inbox.add(number, method.id(), command(method));
    }

    void close() {
        requireIdle();
        state = State.CLOSING;
        inbox.add(number, ChannelMethod.CLOSE, (vhost, channel) -> {
            vhost.closeChannel(channel);
            channel.reply(new ChannelMethod.CloseOk());
        });
    }

    private void requireIdle() {
        if (!publishing.isIdle()) {
            throw publishing.unexpected();
        }
    }

    private static Command command(Method method) {
        return switch (method.id() >>> 16) {
            case 20 -> ModeHandler.flow((ChannelMethod) method);
            case 30 -> ModeHandler.access((AccessMethod) method);
            case 40 -> ExchangeHandler.command((ExchangeMethod) method);
            case 50 -> QueueHandler.command((QueueMethod) method);
            case 60 -> BasicHandler.command((BasicMethod) method);
            case 85 -> ModeHandler.confirm((ConfirmMethod) method);
            case 90 -> ModeHandler.tx((TxMethod) method);
            default -> throw unimplemented();
        };
    }

    /** A method that only the broker sends, or that has no place on a channel. */
    static AmqpException unimplemented() {
        return new AmqpException(ReplyCode.COMMAND_INVALID, "unimplemented method");
    }

    void header(ByteBuf in, int length) {
        try {
            publishing.header(in, length);
        } catch (AmqpException e) {
            if (e.scope() == Scope.CONNECTION) {
                throw e;
            }
            refuse(e);
            return;
        }
        publishIfComplete();
    }

    private void refuse(AmqpException error) {
        publishing.reset();
        state = State.REFUSED;
        inbox.add(number, BasicMethod.PUBLISH, (vhost, channel) -> {
            throw error;
        });
    }

    void bodyStart(int length) {
        publishing.bodyStart(length);
    }

    void bodyPart(ByteBuf in, int length) {
        publishing.bodyPart(in, length);
        inbox.unfinished(length);
    }

    void publishIfComplete() {
        if (!publishing.isComplete()) {
            return;
        }
        inbox.unfinished(-publishing.receivedBytes());
        BasicMethod.Publish publish = publishing.publish();
        Message message = publishing.finish(inbox.nowMillis());
        boolean mandatory = publish.mandatory();
        boolean immediate = publish.immediate();
        inbox.add(
                number,
                BasicMethod.PUBLISH,
                (vhost, channel) -> vhost.publish(channel, message, mandatory, immediate),
                message.heldBytes());
        inbox.published(message.body().size());
    }

    /** The core has ended the channel, which the client is told. True if the client's own channel.close is to be answered too. */
    boolean fail() {
        boolean crossed = state == State.CLOSING;
        closeAnswered = crossed;
        inbox.unfinished(-publishing.receivedBytes());
        publishing.reset();
        state = State.FAILED;
        return crossed;
    }

    /** A channel.close on a channel that is not open any more. True if it is to be answered at once. */
    boolean closeAgain() {
        if (state == State.REFUSED) {
            state = State.CLOSING;
        }
        boolean answer = state == State.FAILED && !closeAnswered;
        closeAnswered |= answer;
        return answer;
    }

    /** The client closed it and has not been answered yet. */
    boolean isClosing() {
        return state == State.CLOSING;
    }

    /** A channel.close-ok on a channel that is not open any more. True if this ends it. */
    boolean closeOk() {
        return state == State.FAILED;
    }
}
