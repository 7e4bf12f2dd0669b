package io.leveret.amqp.method;

import io.leveret.core.channel.ChannelEvent;
import io.netty.buffer.ByteBuf;

/** The methods of class access, left over from earlier versions of AMQP: clients that still ask for a ticket get one. */
public sealed interface AccessMethod extends Method {
    int REQUEST = 30 << 16 | 10;
    int REQUEST_OK = 30 << 16 | 11;

    /** Reads the arguments of the method with that id (class and method). */
    static AccessMethod read(int id, ArgumentReader in) {
        return switch (id) {
            case REQUEST -> Request.read(in);
            case REQUEST_OK -> RequestOk.read(in);
            default -> throw MethodReader.unknown(id);
        };
    }

    /** Asks for a ticket to a realm. */
    record Request(String realm, boolean exclusive, boolean passive, boolean active, boolean write, boolean read)
            implements AccessMethod {
        private static Request read(ArgumentReader in) {
            return new Request(in.shortString(), in.bit(), in.nextBit(), in.nextBit(), in.nextBit(), in.nextBit());
        }

        @Override
        public int id() {
            return REQUEST;
        }

        @Override
        public void write(ByteBuf out) {
            Arguments.shortString(out, realm);
            Arguments.bits(out, exclusive, passive, active, write, read);
        }
    }

    /** The ticket, which means nothing. */
    record RequestOk(int ticket) implements AccessMethod, ChannelEvent {
        private static RequestOk read(ArgumentReader in) {
            return new RequestOk(in.int16());
        }

        @Override
        public int id() {
            return REQUEST_OK;
        }

        @Override
        public void write(ByteBuf out) {
            out.writeShort(ticket);
        }
    }
}
