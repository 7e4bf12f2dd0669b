package io.leveret.amqp.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MethodReaderTest {
    private static final List<Method> SAMPLES = Stream.of(
                    MethodSamples.CONNECTION,
                    MethodSamples.CHANNEL_AND_OTHERS,
                    MethodSamples.EXCHANGE_AND_QUEUE,
                    MethodSamples.BASIC)
            .flatMap(List::stream)
            .toList();

    private final MethodReader reader = new MethodReader();

    @Test
    void everyMethodIsReadAsItWasWritten() {
        for (Method method : SAMPLES) {
            assertThat(decode(payload(method))).isEqualTo(method);
        }
    }

    @Test
    void thereIsASampleOfEveryMethod() {
        List<Class<?>> all = Arrays.stream(Method.class.getPermittedSubclasses())
                .flatMap(amqpClass -> Arrays.stream(amqpClass.getPermittedSubclasses()))
                .<Class<?>>map(type -> type)
                .toList();
        assertThat(SAMPLES.stream().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(SAMPLES.stream().map(Method::id).distinct()).hasSize(all.size());
    }

    @Test
    void everyMethodCutOffAnywhereOrTooLongIsASyntaxError() {
        for (Method method : SAMPLES) {
            byte[] payload = payload(method);
            for (int length = Integer.BYTES; length <= payload.length + 1; length++) {
                byte[] wrong = Arrays.copyOf(payload, length);
                if (length != payload.length) {
                    refuses(wrong, ReplyCode.SYNTAX_ERROR);
                }
            }
        }
    }

    @Test
    void theOctetsAreThoseOfTheSpecification() {
        reads(
                "000a001f 07ff 00020000 003c", // connection.tune-ok: channel-max, frame-max, heartbeat
                new ConnectionMethod.TuneOk(2047, 131_072, 60));
        reads("000a0028 012f 00 00", new ConnectionMethod.Open("/")); // virtual-host, two reserved
        reads("0014000a 00", new ChannelMethod.Open()); // one reserved
        reads(
                "0032000a 0000 0171 12 00000004 0161 74 01",
                // queue.declare: ticket, queue, passive durable(2) exclusive auto-delete nowait(16), arguments
                new QueueMethod.Declare(
                        "q",
                        false,
                        true,
                        false,
                        false,
                        true,
                        FieldTable.builder().put("a", true).build()));
        reads("003c0028 0000 0178 016b 01", new BasicMethod.Publish("x", "k", true, false)); // mandatory is bit 0
        reads("003c0050 0000000000000102 01", new BasicMethod.Ack(258, true));
        reads("003c0078 0000000000000001 02", new BasicMethod.Nack(1, false, true)); // requeue is bit 1
        reads("00280033", new ExchangeMethod.UnbindOk()); // 51, not 41
        reads("0055000a 01", new ConfirmMethod.Select(true));
        reads(
                "0032000b 0171 00000001 00000002", // queue.declare-ok
                new QueueMethod.DeclareOk("q", 1, 2));
    }

    @Test
    void reservedFieldsAndBitsWithoutMeaningAreIgnored() {
        assertThat(decode(hex("000a0028 012f 02fffe 01"))).isEqualTo(new ConnectionMethod.Open("/"));
        assertThat(decode(hex("003c0028 ffff 0178 016b fc")))
                .isEqualTo(new BasicMethod.Publish("x", "k", false, false));
    }

    @Test
    void aNameThatIsNoUtf8IsASyntaxError() {
        refuses(hex("003c0028 0000 01ff 016b 00"), ReplyCode.SYNTAX_ERROR);
        refuses(hex("003c0028 0000 0178 02c328 00"), ReplyCode.SYNTAX_ERROR);
        assertThat(decode(hex("003c0028 0000 03efbfbd 016b 00"))) // U+FFFD itself is a character like any other
                .isEqualTo(new BasicMethod.Publish("\ufffd", "k", false, false));
    }

    @Test
    void aMalformedTableIsASyntaxError() {
        refuses(hex("0032000a 0000 0171 00 00000003 01615a"), ReplyCode.SYNTAX_ERROR);
        refuses(hex("0032000a 0000 0171 00 ffffffff"), ReplyCode.SYNTAX_ERROR);
    }

    @Test
    void anUnknownIdIsNotImplemented() {
        for (String id : List.of("00000000", "000a0000", "0014002a", "003c0082", "ffffffff")) {
            refuses(hex(id), ReplyCode.NOT_IMPLEMENTED);
        }
    }

    @Test
    void garbageRaisesNothingButAmqpExceptions() {
        Random random = new Random(20261123);
        for (int run = 0; run < 100_000; run++) {
            byte[] payload = payload(SAMPLES.get(random.nextInt(SAMPLES.size())));
            for (int i = random.nextInt(3); i >= 0; i--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt();
            }
            try {
                decode(payload);
            } catch (AmqpException e) {
                assertThat(e.replyCode()).as("run %d", run).isIn(ReplyCode.SYNTAX_ERROR, ReplyCode.NOT_IMPLEMENTED);
            }
        }
    }

    @Test
    void theIdIsSeenWithoutReading() {
        ByteBuf in = Unpooled.wrappedBuffer(hex("003c0050 0000000000000102 01"));
        assertThat(MethodReader.peekId(in)).isEqualTo(BasicMethod.ACK);
        assertThat(in.readerIndex()).isZero();
    }

    @Test
    void secretsAreNotPrinted() {
        for (Method method : MethodSamples.CONNECTION) {
            assertThat(method.toString()).doesNotContain("\0g");
        }
    }

    @Test
    void theRepliesOfAChannelMayPassThroughTheCore() {
        for (Method method : SAMPLES) {
            boolean reply = method.getClass().getSimpleName().endsWith("Ok") && !(method instanceof ConnectionMethod);
            assertThat(method instanceof ChannelEvent || !reply || method instanceof BasicMethod.GetOk)
                    .as(method.toString())
                    .isTrue();
        }
    }

    private void reads(String octets, Method method) {
        assertThat(decode(hex(octets))).isEqualTo(method);
        assertThat(payload(method)).isEqualTo(hex(octets));
    }

    private void refuses(byte[] payload, ReplyCode code) {
        assertThatExceptionOfType(AmqpException.class)
                .as(ByteBufUtil.hexDump(payload))
                .isThrownBy(() -> decode(payload))
                .matches(e -> e.replyCode() == code);
    }

    /** With octets before and behind that do not belong to it. */
    private Method decode(byte[] payload) {
        ByteBuf in = Unpooled.buffer().writeByte(1).writeBytes(payload).writeLong(-1);
        in.skipBytes(1);
        Method method = reader.decode(in, payload.length);
        assertThat(in.readerIndex()).isEqualTo(1 + payload.length);
        return method;
    }

    private static byte[] payload(Method method) {
        ByteBuf out = Unpooled.buffer().writeInt(method.id());
        method.write(out);
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] hex(String digits) {
        return ByteBufUtil.decodeHexDump(digits.replace(" ", ""));
    }
}
