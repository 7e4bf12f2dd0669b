package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;

/** The methods of class queue. */
public sealed interface QueueMethod extends Method {
    int DECLARE = 50 << 16 | 10;
    int DECLARE_OK = 50 << 16 | 11;
    int BIND = 50 << 16 | 20;
    int BIND_OK = 50 << 16 | 21;
    int PURGE = 50 << 16 | 30;
    int PURGE_OK = 50 << 16 | 31;
    int DELETE = 50 << 16 | 40;
    int DELETE_OK = 50 << 16 | 41;
    int UNBIND = 50 << 16 | 50;
    int UNBIND_OK = 50 << 16 | 51;

    /** Reads the arguments of the method with that id (class and method). */
    static QueueMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case DECLARE -> Declare.read(in);
            case DECLARE_OK -> DeclareOk.read(in);
            case BIND -> Bind.read(in);
            case BIND_OK -> new BindOk();
            case PURGE -> Purge.read(in);
            case PURGE_OK -> PurgeOk.read(in);
            case DELETE -> Delete.read(in);
            case DELETE_OK -> DeleteOk.read(in);
            case UNBIND -> Unbind.read(in);
            case UNBIND_OK -> new UnbindOk();
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Makes a queue, or checks that there is one like it. */
    record Declare(
            String queue,
            boolean passive,
            boolean durable,
            boolean exclusive,
            boolean autoDelete,
            boolean noWait,
            FieldTable arguments)
            implements QueueMethod {
        private static Declare read(ArgumentReader in) {
            in.int16();
            return new Declare(
                    in.shortString(), in.bit(), in.nextBit(), in.nextBit(), in.nextBit(), in.nextBit(), in.table());
        }

        @Override
        public int id() {
            return DECLARE;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, queue);
            Arguments.bits(out, passive, durable, exclusive, autoDelete, noWait);
            Arguments.table(out, arguments);
        }
    }

    /** The queue is there; {@code messageCount} counts the ready ones. */
    record DeclareOk(String queue, long messageCount, long consumerCount) implements QueueMethod, ChannelEvent {
        private static DeclareOk read(ArgumentReader in) {
            return new DeclareOk(in.shortString(), in.int32(), in.int32());
        }

        @Override
        public int id() {
            return DECLARE_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, queue);
            out.writeInt((int) messageCount);
            out.writeInt((int) consumerCount);
        }
    }

    /** Binds a queue to an exchange. */
    record Bind(String queue, String exchange, String routingKey, boolean noWait, FieldTable arguments)
            implements QueueMethod {
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
            Arguments.shortString(out, queue);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, routingKey);
            Arguments.bits(out, noWait);
            Arguments.table(out, arguments);
        }
    }

    /** The binding is there. */
    record BindOk() implements QueueMethod, ChannelEvent {
        @Override
        public int id() {
            return BIND_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Drops the ready messages of a queue. */
    record Purge(String queue, boolean noWait) implements QueueMethod {
        private static Purge read(ArgumentReader in) {
            in.int16();
            return new Purge(in.shortString(), in.bit());
        }

        @Override
        public int id() {
            return PURGE;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, queue);
            Arguments.bits(out, noWait);
        }
    }

    /** How many messages were dropped. */
    record PurgeOk(long messageCount) implements QueueMethod, ChannelEvent {
        private static PurgeOk read(ArgumentReader in) {
            return new PurgeOk(in.int32());
        }

        @Override
        public int id() {
            return PURGE_OK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeInt((int) messageCount);
        }
    }

    /** Deletes a queue. */
    record Delete(String queue, boolean ifUnused, boolean ifEmpty, boolean noWait) implements QueueMethod {
        private static Delete read(ArgumentReader in) {
            in.int16();
            return new Delete(in.shortString(), in.bit(), in.nextBit(), in.nextBit());
        }

        @Override
        public int id() {
            return DELETE;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, queue);
            Arguments.bits(out, ifUnused, ifEmpty, noWait);
        }
    }

    /** The queue is gone with so many ready messages. */
    record DeleteOk(long messageCount) implements QueueMethod, ChannelEvent {
        private static DeleteOk read(ArgumentReader in) {
            return new DeleteOk(in.int32());
        }

        @Override
        public int id() {
            return DELETE_OK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeInt((int) messageCount);
        }
    }

    /** Undoes {@link Bind}; the one method of its kind that always has an answer. */
    record Unbind(String queue, String exchange, String routingKey, FieldTable arguments) implements QueueMethod {
        private static Unbind read(ArgumentReader in) {
            in.int16();
            return new Unbind(in.shortString(), in.shortString(), in.shortString(), in.table());
        }

        @Override
        public int id() {
            return UNBIND;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, queue);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, routingKey);
            Arguments.table(out, arguments);
        }
    }

    /** The binding is gone. */
    record UnbindOk() implements QueueMethod, ChannelEvent {
        @Override
        public int id() {
            return UNBIND_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }
}
