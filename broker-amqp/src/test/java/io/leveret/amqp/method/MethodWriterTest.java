package io.leveret.amqp.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.core.message.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MethodWriterTest {
    private final ByteBuf out = Unpooled.buffer(1); // so that it has to grow

    @Test
    void aMethodBecomesAFrame() {
        MethodWriter.writeMethod(out, 0x102, new BasicMethod.Ack(5, true));

        isWritten("01 0102 0000000d 003c0050 0000000000000005 01 ce");
    }

    @Test
    void aDeliveryIsWrittenLikeTheMethod() {
        byte[] route = new RouteOctets().encode("x", "kéy");
        MethodWriter.writeDeliver(out, 65_535, RouteOctets.shortString("tag"), 258, true, route);

        isWritten("01 ffff 00000018 003c003c 03746167 0000000000000102 01 0178 046bc3a979 ce");
        ByteBuf sameFrame = Unpooled.buffer();
        MethodWriter.writeMethod(sameFrame, 65_535, new BasicMethod.Deliver("tag", 258, true, "x", "kéy"));
        assertThat(sameFrame).isEqualTo(out);
    }

    @Test
    void aContentHeaderCarriesThePropertiesAsTheyAre() {
        MethodWriter.writeContentHeader(out, 1, 0x1_0000_0003L, new byte[] {0x10, 0, 2});

        isWritten("02 0001 0000000f 003c 0000 0000000100000003 1000 02 ce");
    }

    @Test
    void anEmptyBodyTakesNoFrame() {
        MethodWriter.writeBody(size -> out, 1, Body.EMPTY, 8192);

        assertThat(out.isReadable()).isFalse();
    }

    @Test
    void aBodyBecomesOneFrame() {
        MethodWriter.writeBody(size -> out, 1, Body.of(new byte[] {1, 2}, new byte[] {3}), 8192);

        isWritten("03 0001 00000003 010203 ce");
    }

    @Test
    void aBodyOfAnyChunksIsCutIntoFramesOfAnySize() {
        Random random = new Random(7);
        byte[] octets = new byte[150_000];
        random.nextBytes(octets);
        for (int frameMax : List.of(9, 4096, 8192, 65_536, 65_544, 131_072, 1_000_000)) {
            int size = frameMax == 9 ? 500 : octets.length;
            for (int chunk : List.of(7, 8184, Body.CHUNK)) {
                out.clear();
                MethodWriter.writeBody(room -> out, 3, Body.of(chunks(octets, size, chunk)), frameMax);
                assertThat(readBody(frameMax)).as("%d %d", frameMax, chunk).isEqualTo(Arrays.copyOf(octets, size));
            }
        }
    }

    @Test
    void aHeartbeatIsEightOctets() {
        Frame.writeHeartbeat(out);

        isWritten("08 0000 00000000 ce");
    }

    @Test
    void aRouteIsEncodedAnewOnlyForOtherStrings() {
        RouteOctets routes = new RouteOctets();
        byte[] first = routes.encode("x", "key");

        assertThat(first).isEqualTo(hex("0178 036b6579"));
        assertThat(routes.encode("x", "key")).isSameAs(first);
        assertThat(routes.encode("x", "other")).isEqualTo(hex("0178 056f74686572"));
        assertThat(routes.encode("", "")).isEqualTo(hex("00 00"));
        assertThatThrownBy(() -> routes.encode("x".repeat(256), "")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLongReplyTextIsCutBetweenCharactersAndEndsInDots() {
        closes("x".repeat(255), "x".repeat(255));
        closes("x".repeat(256), "x".repeat(252) + "...");
        closes("x".repeat(251) + "éé", "x".repeat(251) + "éé");
        closes("x".repeat(251) + "ééé", "x".repeat(251) + "...");
        closes("x".repeat(250) + "ééé", "x".repeat(250) + "é...");
    }

    private void closes(String text, String sent) {
        out.clear();
        MethodWriter.writeMethod(out, 1, new ChannelMethod.Close(404, text, 0, 0));
        out.skipBytes(Frame.HEADER_SIZE + 4 + 2);
        int length = out.readUnsignedByte();
        assertThat(out.readCharSequence(length, StandardCharsets.UTF_8)).hasToString(sent);
    }

    private static byte[][] chunks(byte[] octets, int size, int chunk) {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < size; from += chunk) {
            chunks.add(Arrays.copyOfRange(octets, from, Math.min(size, from + chunk)));
        }
        return chunks.toArray(byte[][]::new);
    }

    private byte[] readBody(int frameMax) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (out.isReadable()) {
            assertThat(out.readUnsignedByte()).isEqualTo((short) FrameType.BODY.octet());
            assertThat(out.readUnsignedShort()).isEqualTo(3);
            byte[] payload = new byte[out.readInt()];
            assertThat(payload.length).isBetween(1, frameMax - Frame.OVERHEAD);
            out.readBytes(payload);
            body.writeBytes(payload);
            assertThat(out.readUnsignedByte()).isEqualTo((short) Frame.END);
        }
        return body.toByteArray();
    }

    private void isWritten(String digits) {
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(digits.replace(" ", ""));
    }

    private static byte[] hex(String digits) {
        return ByteBufUtil.decodeHexDump(digits.replace(" ", ""));
    }
}
