package io.leveret.amqp.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the eight octets that open a connection, then leaves the pipeline after an event {@link ProtocolHeader#ACCEPTED}. At the first
 * octet that no header of ours has there it answers with the header that it wants, and closes. Owner: I/O loop.
 */
public final class ProtocolHeaderDecoder extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolHeaderDecoder.class);

    private static final byte[] AMQP_0_9_1 = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    /** The header of 0-9, whose clients take 0-9-1 as their own. */
    private static final byte[] AMQP_0_9 = {'A', 'M', 'Q', 'P', 1, 1, 0, 9};

    private final Object peer;
    private byte[] expected = AMQP_0_9_1;
    private int matched;
    private boolean refused;

    /** {@code peer} is for the log, as it tells of itself by then. */
    public ProtocolHeaderDecoder(Object peer) {
        this.peer = peer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ctx.fireChannelRead(message);
            return;
        }
        while (!refused && matched < expected.length && in.isReadable()) {
            match(ctx, in.readByte());
        }
        if (matched == expected.length) {
            accept(ctx, in);
        } else {
            in.release();
        }
    }

    private void match(ChannelHandlerContext ctx, byte octet) {
        if (matched == 4 && octet == AMQP_0_9[4]) {
            expected = AMQP_0_9;
        }
        if (octet == expected[matched]) {
            matched++;
        } else {
            refuse(ctx, octet);
        }
    }

    private void accept(ChannelHandlerContext ctx, ByteBuf rest) {
        ctx.fireUserEventTriggered(ProtocolHeader.ACCEPTED);
        ctx.pipeline().remove(this);
        if (rest.isReadable()) {
            ctx.fireChannelRead(rest);
        } else {
            rest.release();
        }
    }

    private void refuse(ChannelHandlerContext ctx, byte octet) {
        refused = true;
        LOG.info("closing connection={}: no AMQP 0-9-1 header, octet={} position={}", peer, octet & 0xff, matched);
        ctx.writeAndFlush(Unpooled.copiedBuffer(AMQP_0_9_1)).addListener(ChannelFutureListener.CLOSE);
    }
}
