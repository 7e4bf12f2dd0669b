package io.leveret.amqp.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Reads the PROXY header (version 1 or 2) that opens a connection, then leaves the pipeline. It fails at the first octet that none has there: Netty's decoder waits
 * for more than a client sends that begins at once with AMQP. Owner: I/O loop.
 */
public final class ProxyHeaderDecoder extends HAProxyMessageDecoder {
    /** What follows the addresses of version 2 is read over; a client's certificate may be in it. */
    private static final int MAX_FURTHER_OCTETS = 16_384;

    private static final byte[] TEXT = "PROXY ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BINARY = "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII);

    private byte[] expected = TEXT;
    private int matched;
    private boolean refused;

    public ProxyHeaderDecoder() {
        super(MAX_FURTHER_OCTETS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (!refused && message instanceof ByteBuf in) {
            match(in);
        }
        if (refused) {
            ReferenceCountUtil.release(message);
        } else {
            super.channelRead(ctx, message);
        }
    }

    private void match(ByteBuf in) {
        for (int i = in.readerIndex(); i < in.writerIndex() && matched < expected.length; i++) {
            byte octet = in.getByte(i);
            if (matched == 0 && octet == BINARY[0]) {
                expected = BINARY;
            }
            if (octet != expected[matched]) {
                refused = true;
                int position = matched;
                in.release();
                throw new HAProxyProtocolException("octet=" + (octet & 0xff) + " position=" + position);
            }
            matched++;
        }
    }
}
