package io.leveret.amqp.connection;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConfirmMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.ExchangeMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.amqp.method.TxMethod;
import io.leveret.core.fuzz.Allocated;
import io.leveret.core.fuzz.LoggedErrors;
import io.leveret.core.message.FieldTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fuzz target: a whole connection, from the PROXY header to the core. The first octet says how far the connection has come before it goes wrong, whether the rest is
 * octets as they are or payloads that are put into frames, and whether time passes; the second says how what follows is cut into reads.
 */
public final class ConnectionFuzz {
    private static final LoggedErrors ERRORS = LoggedErrors.watch();
    private static final long MOST_ALLOCATED = 512L << 20;
    private static final int BEGINNING = 0b0000_0111;
    private static final int FRAMED = 0b0000_1000;
    private static final int TIME_PASSES = 0b0001_0000;
    private static final int HEADER = 2;

    /** How far a connection has come; each is what the one before it is, and more. */
    private enum Beginning {
        PROXIED,
        NOTHING,
        STARTING,
        TUNING,
        OPENING,
        RUNNING,
        CHANNEL,
        BUSY
    }

    static {
        new FuzzedConnection(false).end(); // loads most classes, which takes its time while they are instrumented
    }

    private ConnectionFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEADER) {
            return;
        }
        Allocated.atMost(MOST_ALLOCATED, () -> fuzz(input));
        ERRORS.check();
    }

    private static void fuzz(byte[] input) {
        Beginning beginning = Beginning.values()[input[0] & BEGINNING];
        FuzzedConnection connection = new FuzzedConnection(beginning == Beginning.PROXIED);
        byte[] before = octets(beginning);
        connection.read(before, 0, before.length);
        send(connection, input);
        connection.end();
    }

    private static void send(FuzzedConnection connection, byte[] input) {
        byte[] octets = (input[0] & FRAMED) == 0 ? Arrays.copyOfRange(input, HEADER, input.length) : framed(input);
        int longest = input[1] & 0xff; // 0: all at once
        int at = 0;
        for (int i = 0; at < octets.length; i++) {
            int end = longest == 0 ? octets.length : Math.min(octets.length, at + 1 + i * 31 % longest);
            connection.read(octets, at, end);
            at = end;
            if ((input[0] & TIME_PASSES) != 0) {
                connection.pass(1_000);
            }
        }
    }

    /** Puts payloads into frames: each has an octet for type and channel, and two for its size, of which there is as much as is left. */
    private static byte[] framed(byte[] input) {
        ByteBuf in = Unpooled.wrappedBuffer(input).skipBytes(HEADER);
        ByteBuf out = Unpooled.buffer();
        while (in.readableBytes() > 3) {
            int kind = in.readUnsignedByte();
            ByteBuf payload = in.readSlice(Math.min(in.readUnsignedShort(), in.readableBytes()));
            FrameType type = switch (kind & 3) {
                case 2 -> FrameType.HEADER;
                case 3 -> FrameType.BODY;
                default -> FrameType.METHOD;
            };
            Frame.writeHeader(out, type, kind >>> 2 & 3, payload.readableBytes());
            out.writeBytes(payload).writeByte(Frame.END);
        }
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] octets(Beginning beginning) {
        ByteBuf out = Unpooled.buffer();
        for (Beginning step : Beginning.values()) {
            if (step.compareTo(beginning) <= 0) {
                write(out, step);
            }
        }
        return ByteBufUtil.getBytes(out);
    }

    private static void write(ByteBuf out, Beginning step) {
        switch (step) {
            case PROXIED, NOTHING -> {}
            case STARTING -> out.writeBytes("AMQP\0\0\t\1".getBytes(StandardCharsets.US_ASCII));
            case TUNING -> write(out, 0, EmbeddedConnection.startOk("bob", "secret", true));
            case OPENING -> write(out, 0, EmbeddedConnection.tuneOk());
            case RUNNING -> write(out, 0, new ConnectionMethod.Open("/"));
            case CHANNEL -> write(out, 1, new ChannelMethod.Open());
            case BUSY -> busy(out);
        }
    }

    /** A queue "q" that dead-letters to the queue "d" by the exchange "x", a message that a consumer holds, and channels that confirm and commit. */
    private static void busy(ByteBuf out) {
        FieldTable arguments = FieldTable.builder()
                .put("x-dead-letter-exchange", "x")
                .put("x-message-ttl", 1_500)
                .put("x-delivery-limit", 3)
                .build();
        write(out, 1, new ExchangeMethod.Declare("x", "topic", false, false, false, false, true, FieldTable.EMPTY));
        write(out, 1, new QueueMethod.Declare("q", false, false, false, false, true, arguments));
        write(out, 1, new QueueMethod.Declare("d", false, true, false, false, true, FieldTable.EMPTY));
        write(out, 1, new QueueMethod.Bind("d", "x", "#", true, FieldTable.EMPTY));
        write(out, 1, new BasicMethod.Consume("q", "c", false, false, false, true, FieldTable.EMPTY));
        write(out, 1, new BasicMethod.Publish("", "q", true, false));
        Frame.writeHeader(out, FrameType.HEADER, 1, 14);
        out.writeInt(60 << 16).writeLong(0).writeShort(0).writeByte(Frame.END);
        write(out, 2, new ChannelMethod.Open());
        write(out, 2, new ConfirmMethod.Select(true));
        write(out, 3, new ChannelMethod.Open());
        write(out, 3, new TxMethod.Select());
    }

    private static void write(ByteBuf out, int channel, Method method) {
        MethodWriter.writeMethod(out, channel, method);
    }
}
