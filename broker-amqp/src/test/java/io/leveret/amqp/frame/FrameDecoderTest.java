package io.leveret.amqp.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final byte[] ONE_OF_EACH = hex(
            "01 0001 00000004 00140028 ce" // type method, channel 1, size 4, payload, end
                    + "02 0001 0000000e 003c 0000 0000000000000003 0000 ce" // a content header: class 60, weight, body
                    // size, flags
                    + "03 0001 00000003 616263 ce" // a body
                    + "08 0000 00000000 ce" // a heartbeat
                    + "03 0002 00000000 ce" // an empty body
                    + "01 0000 00000005 000a001f 07 ce"); // a method on channel 0

    private static final List<String> FRAMES = List.of(
            "method 1 00140028",
            "header 1 003c000000000000000000030000",
            "body 1 616263",
            "heartbeat",
            "body 2 ",
            "method 0 000a001f07");

    private static final String HEARTBEAT = "08 0000 00000000 ce";

    private final RecordingSink sink = new RecordingSink();
    private final FrameDecoder decoder = new FrameDecoder(sink);
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);
    private final List<ByteBuf> written = new ArrayList<>();

    @AfterEach
    void everyBufferIsReleased() {
        assertThat(channel.finish()).isFalse();
        assertThat(written).allMatch(buffer -> buffer.refCnt() == 0);
    }

    @Test
    void framesAreTheSameWhereverTheBytesAreCut() {
        for (int cut = 0; cut <= ONE_OF_EACH.length; cut++) {
            sink.frames.clear();
            write(ONE_OF_EACH, 0, cut);
            write(ONE_OF_EACH, cut, ONE_OF_EACH.length);
            assertThat(sink.frames).as("cut at %d", cut).isEqualTo(FRAMES);
        }
    }

    @Test
    void framesAreTheSameForEveryPairOfCuts() {
        for (int first = 0; first <= ONE_OF_EACH.length; first++) {
            for (int second = first; second <= ONE_OF_EACH.length; second++) {
                sink.frames.clear();
                write(ONE_OF_EACH, 0, first);
                write(ONE_OF_EACH, first, second);
                write(ONE_OF_EACH, second, ONE_OF_EACH.length);
                assertThat(sink.frames).as("cuts at %d and %d", first, second).isEqualTo(FRAMES);
            }
        }
    }

    @Test
    void framesAreTheSameWhenEveryOctetComesAlone() {
        for (int i = 0; i < ONE_OF_EACH.length; i++) {
            write(ONE_OF_EACH, i, i + 1);
        }
        assertThat(sink.frames).isEqualTo(FRAMES);
    }

    @Test
    void aPayloadMayBeAsLargeAsFrameMaxButNoLarger() {
        byte[] largest = new byte[Frame.INITIAL_FRAME_MAX + Frame.OVERHEAD];
        ByteBuf frame = Unpooled.wrappedBuffer(largest).clear();
        Frame.writeHeader(frame, FrameType.METHOD, 1, Frame.INITIAL_FRAME_MAX);
        largest[largest.length - 1] = (byte) Frame.END;
        write(largest, 0, largest.length);
        assertThat(sink.frames).hasSize(1);

        refuses("01 0001 00002001 00", "type 1, all octets = <<>>: {frame_too_large,8193,8184}");
        assertThat(heldBytes()).isZero();
        isDeaf();
    }

    @Test
    void theSizeOfABodyFrameIsCheckedBeforeItIsPassedOn() {
        refuses("03 0001 ffffffff 00", "type 3, all octets = <<>>: {frame_too_large,4294967295,8184}");
        isDeaf();
    }

    @Test
    void theNegotiatedFrameMaxHoldsForTheFramesThatFollow() {
        decoder.frameMax(131_072);
        write(hex("03 0001 00020000 00"));
        write(new byte[131_071]);
        write(hex("ce"));
        assertThat(sink.frames).hasSize(1);

        refuses("03 0001 00020001 00", "type 3, all octets = <<>>: {frame_too_large,131073,131064}");
    }

    @Test
    void aWrongEndOctetEndsDecoding() {
        refuses("01 0001 00000004 00140028 cd", "type 1, all octets = <<0,20,0,40>>: {invalid_frame_end_marker,205}");
        isDeaf();
    }

    @Test
    void aWrongEndOctetOfABodyThatCameInPartsIsToldWithTheBodysFirstOctets() {
        write(hex("03 0001 00000012 6162"));
        write(hex("636465666768696a6b6c6d6e6f70"));
        write(hex("7172"));
        refuses("00", "type 3, first 16 octets = <<\"abcdefghijklmnop\">>: {invalid_frame_end_marker,0}");
        assertThat(sink.frames).isEmpty();
        isDeaf();
    }

    @Test
    void anUnknownTypeIsRefusedAndTheNextFrameIsStillDecoded() {
        refuses("04 0001 00000000 ce", "type 4, all octets = <<>>: unknown_frame");
        refuses(
                "04 0001 00000011 0102030405060708090a0b0c0d0e0f1011 ce",
                "type 4, first 16 octets = <<1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16>>: unknown_frame");
        write(hex(HEARTBEAT));
        assertThat(sink.frames).containsExactly("heartbeat");
    }

    @Test
    void framesTooShortForTheirTypeAndHeartbeatsWithAPayloadAreUnknownFrames() {
        refuses("01 0001 00000003 000a00 ce", "type 1, all octets = <<0,10,0>>: unknown_frame");
        refuses("02 0001 00000002 6162 ce", "type 2, all octets = <<\"ab\">>: unknown_frame");
        refuses("08 0000 00000001 00 ce", "type 8, all octets = <<0>>: unknown_frame");
    }

    @Test
    void framesOnAChannelWhereTheyCannotBeAreUnexpected() {
        String header = "003c 0000 0000000000000003 0000";
        unexpected("08 0001 00000000 ce", "type 8, all octets = <<>>");
        unexpected("03 0000 00000003 616263 ce", "type 3, all octets = <<\"abc\">>");
        unexpected("02 0000 0000000e" + header + "ce", "type 2, all octets = <<0,60,0,0,0,0,0,0,0,0,0,3,0,0>>");
        write(hex(HEARTBEAT));
        assertThat(sink.frames).containsExactly("heartbeat");
    }

    @Test
    void afterAnAmqpExceptionOfTheSinkTheRestOfTheFrameIsKeptFromIt() {
        sink.toThrow = new AmqpException(ReplyCode.UNEXPECTED_FRAME, "no");
        refuses("03 0001 00000003 61", "no");
        write(hex("6263 ce"));
        sink.toThrow = new AmqpException(ReplyCode.NOT_IMPLEMENTED, "not that");
        refuses("01 0001 00000004 00140028 ce" + HEARTBEAT, "not that");
        assertThat(sink.frames).containsExactly("heartbeat");

        write(hex("03 0001 00000003 61"));
        sink.toThrow = new AmqpException(ReplyCode.FRAME_ERROR, "too much");
        refuses("62", "too much");
        write(hex("63 ce" + HEARTBEAT));
        assertThat(sink.frames).containsExactly("heartbeat", "heartbeat");
    }

    @Test
    void anyOtherExceptionOfTheSinkEndsDecoding() {
        sink.toThrow = new IllegalStateException("a bug");
        write(hex("01 0001 00000004 00140028 ce"));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(channel::checkException);
        isDeaf();
    }

    @Test
    void aCutFrameIsReleasedWhenTheChannelCloses() {
        write(ONE_OF_EACH, 0, 10);
        assertThat(heldBytes()).isEqualTo(10);
        channel.close().syncUninterruptibly();
        isDeaf();
    }

    @Test
    void aCutFrameIsReleasedWhenTheDecoderIsRemoved() {
        write(ONE_OF_EACH, 0, 10);
        channel.pipeline().remove(decoder);
        assertThat(channel.pipeline().names()).doesNotContain("FrameDecoder#0");
    }

    @Test
    void nothingIsHeldOfABodyInParts() {
        write(hex("03 0001 00001000 6162"));
        assertThat(heldBytes()).isZero();
    }

    @Test
    void garbageRaisesNothingButAmqpExceptionsAndHoldsNoMoreThanAFrame() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RecordingSink frames = new RecordingSink();
            FrameDecoder fed = new FrameDecoder(frames);
            EmbeddedChannel garbled = new EmbeddedChannel(fed);
            for (int i = 0; i < 50; i++) {
                garbled.pipeline().fireChannelRead(Unpooled.wrappedBuffer(garbage(random)));
                checkOnlyAmqpExceptions(garbled, seed);
                assertThat(fed.heldBytes()).isLessThan(Frame.INITIAL_FRAME_MAX + 2 * Frame.OVERHEAD);
            }
            assertThat(garbled.finish()).isFalse();
        }
    }

    /** Mostly good frames with now and then an octet changed, cut anywhere. */
    private static byte[] garbage(Random random) {
        byte[] octets = ONE_OF_EACH.clone();
        if (random.nextInt(4) == 0) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(10);
        }
        int from = random.nextInt(4) == 0 ? random.nextInt(octets.length) : 0;
        return Arrays.copyOfRange(octets, from, octets.length);
    }

    private static void checkOnlyAmqpExceptions(EmbeddedChannel garbled, long seed) {
        try {
            garbled.checkException();
        } catch (AmqpException e) {
            assertThat(e.replyCode()).as("seed %d", seed).isIn(ReplyCode.FRAME_ERROR, ReplyCode.UNEXPECTED_FRAME);
        }
    }

    private void refuses(String octets, String text) {
        AmqpException thrown = thrownBy(octets);
        assertThat(thrown).hasMessage(text);
        if (text.startsWith("type ")) {
            assertThat(thrown.replyCode()).isEqualTo(ReplyCode.FRAME_ERROR);
        }
    }

    private void unexpected(String octets, String text) {
        AmqpException thrown = thrownBy(octets);
        assertThat(thrown).hasMessage(text);
        assertThat(thrown.replyCode()).isEqualTo(ReplyCode.UNEXPECTED_FRAME);
    }

    private AmqpException thrownBy(String octets) {
        write(hex(octets));
        return catchThrowableOfType(AmqpException.class, channel::checkException);
    }

    private void isDeaf() {
        sink.frames.clear();
        if (channel.isOpen()) {
            write(ONE_OF_EACH);
            channel.checkException();
        }
        assertThat(sink.frames).isEmpty();
    }

    private int heldBytes() {
        return decoder.heldBytes();
    }

    private void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /** Fires the octets through the pipeline as one read; the exceptions wait for {@link EmbeddedChannel#checkException}. */
    private void write(byte[] octets, int from, int to) {
        ByteBuf buffer = channel.alloc().buffer().writeBytes(octets, from, to - from);
        written.add(buffer);
        channel.pipeline().fireChannelRead(buffer);
        channel.pipeline().fireChannelReadComplete();
    }

    private static byte[] hex(String digits) {
        return ByteBufUtil.decodeHexDump(digits.replace(" ", ""));
    }
}
