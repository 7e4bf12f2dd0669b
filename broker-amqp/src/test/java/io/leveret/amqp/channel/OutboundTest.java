package io.leveret.amqp.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.channel.Deliver;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundTest {
    private static final int FRAME_MAX = 131_072;
    private static final int SMALL = 100;
    private static final int LARGE_CHUNKS = 16;

    private final EmbeddedChannel wire = new EmbeddedChannel();
    private final Outbound outbound = new Outbound(wire);

    @AfterEach
    void release() {
        wire.finishAndReleaseAll();
    }

    private List<Integer> sizesOf(int count, Body body) {
        outbound.frameMax(FRAME_MAX);
        outbound.expect(count * (body.size() + SMALL));
        Message message = new Message("", "queue", Properties.none(), body, 0);
        for (int tag = 1; tag <= count; tag++) {
            outbound.writeEvent(1, new Deliver("consumer", tag, false, message));
        }
        outbound.flush();
        List<Integer> sizes = new ArrayList<>();
        for (ByteBuf buffer = wire.readOutbound(); buffer != null; buffer = wire.readOutbound()) {
            sizes.add(buffer.readableBytes());
            buffer.release();
        }
        return sizes;
    }

    @Test
    void smallDeliveriesShareABuffer() {
        assertThat(sizesOf(SMALL, Body.of(new byte[SMALL]))).hasSize(1);
    }

    @Test
    void aLargeBodyNeedsNoBufferThatIsLargerThanAFrame() {
        Body body = Body.of(new byte[LARGE_CHUNKS][Body.CHUNK]);

        List<Integer> sizes = sizesOf(1, body);

        assertThat(sizes).hasSizeGreaterThan(1).allMatch(size -> size <= FRAME_MAX);
        assertThat(sizes.stream().mapToLong(Integer::longValue).sum()).isGreaterThan(body.size());
    }
}
