package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;

/** The methods of class exchange, and RabbitMQ's bindings between exchanges. */
public sealed interface ExchangeMethod extends Method {
    int DECLARE = 40 << 16 | 10;
    int DECLARE_OK = 40 << 16 | 11;
    int DELETE = 40 << 16 | 20;
    int DELETE_OK = 40 << 16 | 21;
    int BIND = 40 << 16 | 30;
    int BIND_OK = 40 << 16 | 31;
    int UNBIND = 40 << 16 | 40;
    int UNBIND_OK = 40 << 16 | 51;

    /** Reads the arguments of the method with that id (class and method). */
    static ExchangeMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case DECLARE -> Declare.read(in);
            case DECLARE_OK -> new DeclareOk();
            case DELETE -> Delete.read(in);
            case DELETE_OK -> new DeleteOk();
            case BIND -> Bind.read(in);
            case BIND_OK -> new BindOk();
            case UNBIND -> Unbind.read(in);
            case UNBIND_OK -> new UnbindOk();
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Makes an exchange, or checks that there is one like it. */
    record Declare(
            String exchange,
            String type,
            boolean passive,
            boolean durable,
            boolean autoDelete,
            boolean internal,
            boolean noWait,
            FieldTable arguments)
            implements ExchangeMethod {
        private static Declare read(ArgumentReader in) {
            in.int16();
            return new Declare(
                    in.shortString(),
                    in.shortString(),
                    in.bit(),
                    in.nextBit(),
                    in.nextBit(),
                    in.nextBit(),
                    in.nextBit(),
                    in.table());
        }

        @Override
        public int id() {
            return DECLARE;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, type);
            Arguments.bits(out, passive, durable, autoDelete, internal, noWait);
            Arguments.table(out, arguments);
        }
    }

    /** The exchange is there. */
    record DeclareOk() implements ExchangeMethod, ChannelEvent {
        @Override
        public int id() {
            return DECLARE_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Deletes an exchange. */
    record Delete(String exchange, boolean ifUnused, boolean noWait) implements ExchangeMethod {
        private static Delete read(ArgumentReader in) {
            in.int16();
            return new Delete(in.shortString(), in.bit(), in.nextBit());
        }

        @Override
        public int id() {
            return DELETE;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, exchange);
            Arguments.bits(out, ifUnused, noWait);
        }
    }

    /** The exchange is gone. */
    record DeleteOk() implements ExchangeMethod, ChannelEvent {
        @Override
        public int id() {
            return DELETE_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Binds an exchange to another, the source. */
    record Bind(String destination, String source, String routingKey, boolean noWait, FieldTable arguments)
            implements ExchangeMethod {
        private static Bind read(ArgumentReader in) {
            in.int16();
            return new Bind(in.shortString(), in.shortString(), in.shortString(), in.bit(), in.table());
        }

        @Override
        public int id() {
            return BIND;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, destination);
            Arguments.shortString(out, source);
            Arguments.shortString(out, routingKey);
            Arguments.bits(out, noWait);
            Arguments.table(out, arguments);
        }
    }

    /** The binding is there. */
    record BindOk() implements ExchangeMethod, ChannelEvent {
        @Override
        public int id() {
            return BIND_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Undoes {@link Bind}. */
    record Unbind(String destination, String source, String routingKey, boolean noWait, FieldTable arguments)
            implements ExchangeMethod {
        private static Unbind read(ArgumentReader in) {
            in.int16();
            return new Unbind(in.shortString(), in.shortString(), in.shortString(), in.bit(), in.table());
        }

        @Override
        public int id() {
            return UNBIND;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, destination);
            Arguments.shortString(out, source);
            Arguments.shortString(out, routingKey);
            Arguments.bits(out, noWait);
            Arguments.table(out, arguments);
        }
    }

    /** The binding is gone; its id ends in 51, not 41: so it was first implemented. */
    record UnbindOk() implements ExchangeMethod, ChannelEvent {
        @Override
        public int id() {
            return UNBIND_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }
}
