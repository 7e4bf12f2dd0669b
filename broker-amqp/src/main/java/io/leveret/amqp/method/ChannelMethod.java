package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.netty.buffer.ByteBuf;

/** The methods of class channel. */
public sealed interface ChannelMethod extends Method {
    int OPEN = 20 << 16 | 10;
    int OPEN_OK = 20 << 16 | 11;
    int FLOW = 20 << 16 | 20;
    int FLOW_OK = 20 << 16 | 21;
    int CLOSE = 20 << 16 | 40;
    int CLOSE_OK = 20 << 16 | 41;

    /** Reads the arguments of the method with that id (class and method). */
    static ChannelMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case OPEN -> Open.read(in);
            case OPEN_OK -> OpenOk.read(in);
            case FLOW -> Flow.read(in);
            case FLOW_OK -> FlowOk.read(in);
            case CLOSE -> Close.read(in);
            case CLOSE_OK -> new CloseOk();
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Opens the channel. */
    record Open() implements ChannelMethod {
        private static Open read(ArgumentReader in) {
            in.skipShortString();
            return new Open();
        }

        @Override
        public int id() {
            return OPEN;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, "");
        }
    }

    /** The channel is open. */
    record OpenOk() implements ChannelMethod, ChannelEvent {
        private static OpenOk read(ArgumentReader in) {
            in.skipLongString();
            return new OpenOk();
        }

        @Override
        public int id() {
            return OPEN_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.longString(out, "");
        }
    }

    /** Asks that deliveries pause or go on. */
    record Flow(boolean active) implements ChannelMethod {
        private static Flow read(ArgumentReader in) {
            return new Flow(in.bit());
        }

        @Override
        public int id() {
            return FLOW;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.bits(out, active);
        }
    }

    /** The answer to {@link Flow}. */
    record FlowOk(boolean active) implements ChannelMethod, ChannelEvent {
        private static FlowOk read(ArgumentReader in) {
            return new FlowOk(in.bit());
        }

        @Override
        public int id() {
            return FLOW_OK;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.bits(out, active);
        }
    }

    /** Ends the channel, with the failing method or 0 and 0; sent both ways. */
    record Close(int replyCode, String replyText, int classId, int methodId) implements ChannelMethod {
        private static Close read(ArgumentReader in) {
            return new Close(in.int16(), in.shortString(), in.int16(), in.int16());
        }

        @Override
        public int id() {
            return CLOSE;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeShort(replyCode);
            Arguments.replyText(out, replyText);
            out.writeShort(classId);
            out.writeShort(methodId);
        }
    }

    /** The channel number is free again; sent both ways. */
    record CloseOk() implements ChannelMethod, ChannelEvent {
        @Override
        public int id() {
            return CLOSE_OK;
        }

        @Override
        public void write(ByteBuf out) {}
    }
}
