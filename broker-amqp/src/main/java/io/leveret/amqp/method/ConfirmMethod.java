package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.netty.buffer.ByteBuf;

/** The methods of class confirm, RabbitMQ's extension. */
public sealed interface ConfirmMethod extends Method {
    int SELECT = 85 << 16 | 10;
    int SELECT_OK = 85 << 16 | 11;

    /** Reads the arguments of the method with that id (class and method). */
    static ConfirmMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case SELECT -> Select.read(in);
            case SELECT_OK -> new SelectOk();
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Wants publishes confirmed from here on. */
    record Select(boolean noWait) implements ConfirmMethod {
        private static Select read(ArgumentReader in) {
            return new Select(in.bit());
        }

        @Override
        public int id() {
            return SELECT;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.bits(out, noWait);
        }
    }

    /** The channel is in confirm mode. */
    record SelectOk() implements ConfirmMethod, ChannelEvent {
        @Override
        public int id() {
            return SELECT_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }
}
