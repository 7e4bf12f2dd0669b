package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;

/** The methods of class basic, and RabbitMQ's nack. */
public sealed interface BasicMethod extends Method {
    int QOS = 60 << 16 | 10;
    int QOS_OK = 60 << 16 | 11;
    int CONSUME = 60 << 16 | 20;
    int CONSUME_OK = 60 << 16 | 21;
    int CANCEL = 60 << 16 | 30;
    int CANCEL_OK = 60 << 16 | 31;
    int PUBLISH = 60 << 16 | 40;
    int RETURN = 60 << 16 | 50;
    int DELIVER = 60 << 16 | 60;
    int GET = 60 << 16 | 70;
    int GET_OK = 60 << 16 | 71;
    int GET_EMPTY = 60 << 16 | 72;
    int ACK = 60 << 16 | 80;
    int REJECT = 60 << 16 | 90;
    int RECOVER_ASYNC = 60 << 16 | 100;
    int RECOVER = 60 << 16 | 110;
    int RECOVER_OK = 60 << 16 | 111;
    int NACK = 60 << 16 | 120;

    /** Reads the arguments of the method with that id (class and method). */
    static BasicMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case QOS -> Qos.read(in);
            case QOS_OK -> new QosOk();
            case CONSUME -> Consume.read(in);
            case CONSUME_OK -> ConsumeOk.read(in);
            case CANCEL -> Cancel.read(in);
            case CANCEL_OK -> CancelOk.read(in);
            case PUBLISH -> Publish.read(in);
            case RETURN -> Return.read(in);
            case DELIVER -> Deliver.read(in);
            case GET -> Get.read(in);
            case GET_OK -> GetOk.read(in);
            case GET_EMPTY -> GetEmpty.read(in);
            case ACK -> Ack.read(in);
            case REJECT -> Reject.read(in);
            case RECOVER_ASYNC -> RecoverAsync.read(in);
            case RECOVER -> Recover.read(in);
            case RECOVER_OK -> new RecoverOk();
            case NACK -> Nack.read(in);
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Limits the unacked messages of consumers or of the channel. */
    record Qos(long prefetchSize, int prefetchCount, boolean global) implements BasicMethod {
        private static Qos read(ArgumentReader in) {
            return new Qos(in.int32(), in.int16(), in.bit());
        }

        @Override
        public int id() {
            return QOS;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeInt((int) prefetchSize);
            out.writeShort(prefetchCount);
            Arguments.bits(out, global);
        }
    }

    /** The limit holds. */
    record QosOk() implements BasicMethod, ChannelEvent {
        @Override
        public int id() {
            return QOS_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Starts a consumer. */
    record Consume(
            String queue,
            String consumerTag,
            boolean noLocal,
            boolean noAck,
            boolean exclusive,
            boolean noWait,
            FieldTable arguments)
            implements BasicMethod {
        private static Consume read(ArgumentReader in) {
            in.int16();
            return new Consume(
                    in.shortString(), in.shortString(), in.bit(), in.nextBit(), in.nextBit(), in.nextBit(), in.table());
        }

        @Override
        public int id() {
            return CONSUME;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, queue);
            Arguments.shortString(out, consumerTag);
            Arguments.bits(out, noLocal, noAck, exclusive, noWait);
            Arguments.table(out, arguments);
        }
    }

    /** The consumer is there, under this tag. */
    record ConsumeOk(String consumerTag) implements BasicMethod, ChannelEvent {
        private static ConsumeOk read(ArgumentReader in) {
            return new ConsumeOk(in.shortString());
        }

        @Override
        public int id() {
            return CONSUME_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, consumerTag);
        }
    }

    /** Ends a consumer; sent by clients, and by the broker when a consumer's queue is gone. */
    record Cancel(String consumerTag, boolean noWait) implements BasicMethod, ChannelEvent {
        private static Cancel read(ArgumentReader in) {
            return new Cancel(in.shortString(), in.bit());
        }

        @Override
        public int id() {
            return CANCEL;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, consumerTag);
            Arguments.bits(out, noWait);
        }
    }

    /** The consumer is gone. */
    record CancelOk(String consumerTag) implements BasicMethod, ChannelEvent {
        private static CancelOk read(ArgumentReader in) {
            return new CancelOk(in.shortString());
        }

        @Override
        public int id() {
            return CANCEL_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, consumerTag);
        }
    }

    /** Publishes the content that follows. */
    record Publish(String exchange, String routingKey, boolean mandatory, boolean immediate) implements BasicMethod {
        private static Publish read(ArgumentReader in) {
            in.int16();
            return new Publish(in.shortString(), in.shortString(), in.bit(), in.nextBit());
        }

        @Override
        public int id() {
            return PUBLISH;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, routingKey);
            Arguments.bits(out, mandatory, immediate);
        }
    }

    /** Brings a mandatory message back that found no queue; its content follows. */
    record Return(int replyCode, String replyText, String exchange, String routingKey) implements BasicMethod {
        private static Return read(ArgumentReader in) {
            return new Return(in.int16(), in.shortString(), in.shortString(), in.shortString());
        }

        @Override
        public int id() {
            return RETURN;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeShort(replyCode);
            Arguments.replyText(out, replyText);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, routingKey);
        }
    }

    /** A message for a consumer; the broker writes it by {@link MethodWriter#writeDeliver} and makes no such object. */
    record Deliver(String consumerTag, long deliveryTag, boolean redelivered, String exchange, String routingKey)
            implements BasicMethod {
        private static Deliver read(ArgumentReader in) {
            return new Deliver(in.shortString(), in.int64(), in.bit(), in.shortString(), in.shortString());
        }

        @Override
        public int id() {
            return DELIVER;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, consumerTag);
            out.writeLong(deliveryTag);
            Arguments.bits(out, redelivered);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, routingKey);
        }
    }

    /** Asks for one message. */
    record Get(String queue, boolean noAck) implements BasicMethod {
        private static Get read(ArgumentReader in) {
            in.int16();
            return new Get(in.shortString(), in.bit());
        }

        @Override
        public int id() {
            return GET;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.reservedShort(out);
            Arguments.shortString(out, queue);
            Arguments.bits(out, noAck);
        }
    }

    /** The message asked for; {@code messageCount} are still ready, and its content follows. */
    record GetOk(long deliveryTag, boolean redelivered, String exchange, String routingKey, long messageCount)
            implements BasicMethod {
        private static GetOk read(ArgumentReader in) {
            return new GetOk(in.int64(), in.bit(), in.shortString(), in.shortString(), in.int32());
        }

        @Override
        public int id() {
            return GET_OK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeLong(deliveryTag);
            Arguments.bits(out, redelivered);
            Arguments.shortString(out, exchange);
            Arguments.shortString(out, routingKey);
            out.writeInt((int) messageCount);
        }
    }

    /** There is no message ready. */
    record GetEmpty() implements BasicMethod, ChannelEvent {
        private static GetEmpty read(ArgumentReader in) {
            in.skipShortString();
            return new GetEmpty();
        }

        @Override
        public int id() {
            return GET_EMPTY;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, "");
        }
    }

    /** Settles messages; sent both ways, by the broker as a confirm. */
    record Ack(long deliveryTag, boolean multiple) implements BasicMethod {
        private static Ack read(ArgumentReader in) {
            return new Ack(in.int64(), in.bit());
        }

        @Override
        public int id() {
            return ACK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeLong(deliveryTag);
            Arguments.bits(out, multiple);
        }
    }

    /** Gives one message back, or up. */
    record Reject(long deliveryTag, boolean requeue) implements BasicMethod {
        private static Reject read(ArgumentReader in) {
            return new Reject(in.int64(), in.bit());
        }

        @Override
        public int id() {
            return REJECT;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeLong(deliveryTag);
            Arguments.bits(out, requeue);
        }
    }

    /** As {@link Recover}, without an answer. */
    record RecoverAsync(boolean requeue) implements BasicMethod {
        private static RecoverAsync read(ArgumentReader in) {
            return new RecoverAsync(in.bit());
        }

        @Override
        public int id() {
            return RECOVER_ASYNC;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.bits(out, requeue);
        }
    }

    /** Asks for all unacked messages of the channel again. */
    record Recover(boolean requeue) implements BasicMethod {
        private static Recover read(ArgumentReader in) {
            return new Recover(in.bit());
        }

        @Override
        public int id() {
            return RECOVER;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.bits(out, requeue);
        }
    }

    /** The answer to {@link Recover}. */
    record RecoverOk() implements BasicMethod, ChannelEvent {
        @Override
        public int id() {
            return RECOVER_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }

    /** Gives messages back, or up; sent both ways, by the broker as a negative confirm. */
    record Nack(long deliveryTag, boolean multiple, boolean requeue) implements BasicMethod {
        private static Nack read(ArgumentReader in) {
            return new Nack(in.int64(), in.bit(), in.nextBit());
        }

        @Override
        public int id() {
            return NACK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeLong(deliveryTag);
            Arguments.bits(out, multiple, requeue);
        }
    }
}
