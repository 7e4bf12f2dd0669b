package io.leveret.amqp.connection;

import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.fuzz.Allocated;
import io.leveret.core.fuzz.LoggedErrors;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fuzz target: who a stranger says to be. The first octet says whether the rest is the response of PLAIN, of AMQPLAIN, of a mechanism whose name comes before it, or what a
 * trusted proxy sends.
 */
public final class LoginFuzz {
    private static final LoggedErrors ERRORS = LoggedErrors.watch();
    private static final long MOST_ALLOCATED = 64L << 20;
    private static final byte[] PROTOCOL_HEADER = "AMQP\0\0\t\1".getBytes(StandardCharsets.US_ASCII);

    static {
        new FuzzedConnection(false).end(); // loads most classes, which takes its time while they are instrumented
    }

    private LoginFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Allocated.atMost(MOST_ALLOCATED, () -> fuzz(input[0] & 3, Arrays.copyOfRange(input, 1, input.length)));
        ERRORS.check();
    }

    private static void fuzz(int kind, byte[] rest) {
        switch (kind) {
            case 0 -> login("PLAIN", rest);
            case 1 -> login("AMQPLAIN", rest);
            case 2 -> named(rest);
            default -> proxied(rest);
        }
    }

    /** A short string with the mechanism's name, then the response. */
    private static void named(byte[] octets) {
        int length = octets.length == 0 ? 0 : Math.min(octets[0] & 0x7f, octets.length - 1);
        String mechanism = new String(octets, Math.min(1, octets.length), length, StandardCharsets.ISO_8859_1);
        login(mechanism, Arrays.copyOfRange(octets, Math.min(1, octets.length) + length, octets.length));
    }

    private static void login(String mechanism, byte[] response) {
        try {
            Credentials credentials = Credentials.of(mechanism, Octets.of(response.clone()));
            if (credentials.password() == null
                    || !credentials.toString().equals("Credentials[" + credentials.name() + "]")) {
                throw new AssertionError("a password is missing, or shown: " + credentials);
            }
        } catch (AmqpException e) {
            if (e.replyCode() != ReplyCode.SYNTAX_ERROR && e.replyCode() != ReplyCode.COMMAND_INVALID) {
                throw new AssertionError("refused with another code", e);
            }
        }
        ByteBuf frame = Unpooled.buffer().writeBytes(PROTOCOL_HEADER);
        MethodWriter.writeMethod(
                frame, 0, new ConnectionMethod.StartOk(FieldTable.EMPTY, mechanism, Octets.of(response), "en_US"));
        FuzzedConnection connection = new FuzzedConnection(false);
        read(connection, ByteBufUtil.getBytes(frame));
        connection.end();
    }

    /** In two reads, the first as long as its last octet says; then the client behind the proxy begins. */
    private static void proxied(byte[] octets) {
        FuzzedConnection connection = new FuzzedConnection(true);
        int cut = octets.length == 0 ? 0 : Math.min(octets.length, octets[octets.length - 1] & 0xff);
        connection.read(octets, 0, cut);
        connection.read(octets, cut, octets.length);
        read(connection, PROTOCOL_HEADER);
        connection.end();
    }

    private static void read(FuzzedConnection connection, byte[] octets) {
        connection.read(octets, 0, octets.length);
    }
}
