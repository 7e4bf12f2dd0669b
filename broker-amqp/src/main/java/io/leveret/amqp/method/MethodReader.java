package io.leveret.amqp.method;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.buffer.ByteBuf;

/**
 * Makes methods from the payloads of method frames, of both directions. It is strict: what runs over the end, is left over or is no UTF-8
 * throws SYNTAX_ERROR, an id that no method has NOT_IMPLEMENTED. One per connection. Owner: I/O loop.
 */
public final class MethodReader {
    private final ArgumentReader arguments = new ArgumentReader();

    /** The id (see {@link Method#id}) of the payload that begins at the reader index; nothing is consumed. */
    public static int peekId(ByteBuf in) {
        return in.getInt(in.readerIndex());
    }

    /** Decodes the payload that begins at the reader index and is {@code length} octets long, at least 4. */
    public Method decode(ByteBuf in, int length) {
        int id = in.readInt();
        arguments.begin(in, length - Integer.BYTES);
        Method method = read(id);
        arguments.finish();
        return method;
    }

    private Method read(int id) {
        return switch (id >>> 16) {
            case 10 -> ConnectionMethod.read(id, arguments);
            case 20 -> ChannelMethod.read(id, arguments);
            case 30 -> AccessMethod.read(id, arguments);
            case 40 -> ExchangeMethod.read(id, arguments);
            case 50 -> QueueMethod.read(id, arguments);
            case 60 -> BasicMethod.read(id, arguments);
            case 85 -> ConfirmMethod.read(id, arguments);
            case 90 -> TxMethod.read(id, arguments);
            default -> throw unknown(id);
        };
    }

    static AmqpException unknown(int id) {
        return new AmqpException(
                ReplyCode.NOT_IMPLEMENTED, "unknown method: class " + (id >>> 16) + ", method " + (id & 0xffff));
    }
}
