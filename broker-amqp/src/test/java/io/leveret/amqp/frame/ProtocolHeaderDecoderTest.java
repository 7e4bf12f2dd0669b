package io.leveret.amqp.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolHeaderDecoderTest {
    private static final byte[] AMQP_0_9_1 = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final byte[] AMQP_0_9 = {'A', 'M', 'Q', 'P', 1, 1, 0, 9};

    private final List<Object> events = new ArrayList<>();
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new ProtocolHeaderDecoder("test"), new ChannelInboundHandlerAdapter() {
                @Override
                public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                    events.add(event);
                }
            });

    @Test
    void theHeaderOf091IsAcceptedAndWhatFollowsIsPassedOn() {
        channel.writeInbound(Unpooled.wrappedBuffer(AMQP_0_9_1, new byte[] {8, 0}));

        assertThat(events).containsExactly(ProtocolHeader.ACCEPTED);
        ByteBuf rest = channel.readInbound();
        assertThat(ByteBufUtil.getBytes(rest)).containsExactly(8, 0);
        rest.release();
        assertThat(channel.pipeline().get(ProtocolHeaderDecoder.class)).isNull();
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void bothHeadersAreAcceptedOctetByOctet() {
        for (byte[] header : List.of(AMQP_0_9_1, AMQP_0_9)) {
            EmbeddedChannel slow = new EmbeddedChannel(new ProtocolHeaderDecoder("test"));
            for (byte octet : header) {
                assertThat(slow.pipeline().get(ProtocolHeaderDecoder.class)).isNotNull();
                slow.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
            }
            assertThat(slow.pipeline().get(ProtocolHeaderDecoder.class)).isNull();
            assertThat(slow.isOpen()).isTrue();
            assertThat(slow.finish()).isFalse();
        }
    }

    @Test
    void anyOtherHeaderIsAnsweredWithOursAtItsFirstWrongOctet() {
        List<byte[]> wrong = List.of(
                new byte[] {'G'}, // an HTTP request
                new byte[] {0x16}, // a TLS hello
                new byte[] {'A', 'M', 'Q', 'P', 3}, // 1.0 with SASL
                new byte[] {'A', 'M', 'Q', 'P', 0, 1}, // 1.0
                new byte[] {'A', 'M', 'Q', 'P', 1, 1, 8}, // 0-8
                new byte[] {'A', 'M', 'Q', 'P', 1, 1, 0, 10},
                new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 0});
        for (byte[] header : wrong) {
            EmbeddedChannel refused = new EmbeddedChannel(new ProtocolHeaderDecoder("test"));
            refused.writeInbound(Unpooled.wrappedBuffer(header, 0, header.length - 1));
            assertThat(refused.isOpen()).as(Arrays.toString(header)).isTrue();

            refused.writeInbound(Unpooled.wrappedBuffer(header, header.length - 1, 1));

            ByteBuf answer = refused.readOutbound();
            assertThat(ByteBufUtil.getBytes(answer)).isEqualTo(AMQP_0_9_1);
            answer.release();
            assertThat(refused.isOpen()).isFalse();
            assertThat(refused.finish()).isFalse();
        }
    }

    @Test
    void garbageIsAnsweredOnceAndDropped() {
        ByteBuf request = Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII);
        channel.writeInbound(request);

        assertThat(request.refCnt()).isZero();
        ByteBuf answer = channel.readOutbound();
        assertThat(answer.readableBytes()).isEqualTo(8);
        answer.release();
        assertThat(channel.<ByteBuf>readOutbound()).isNull();
        assertThat(events).isEmpty();
        assertThat(channel.finish()).isFalse();
    }
}
