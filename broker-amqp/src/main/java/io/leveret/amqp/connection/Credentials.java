package io.leveret.amqp.connection;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Name and password, out of the response of one of the SASL mechanisms that the broker offers. {@code password} is null for who has proved otherwise who they
 * are, their name is empty if they have not; and for who need not prove it.
 */
record Credentials(String name, @Nullable Octets password) {
    private static final String MECHANISMS = "PLAIN AMQPLAIN";

    /** For who has shown a certificate. */
    static final String EXTERNAL = "EXTERNAL";

    /** For everybody, if the operator has named a user for them (RFC 4505). */
    static final String ANONYMOUS = "ANONYMOUS";

    /** What is offered: the surest first, as clients take the first that they know. */
    static String mechanisms(boolean withCertificate, boolean withAnonymous) {
        return (withCertificate ? EXTERNAL + " " : "") + MECHANISMS + (withAnonymous ? " " + ANONYMOUS : "");
    }

    /** Of who has shown the certificate of this user, null if of none. What the response says does not count. */
    static Credentials proven(@Nullable String userName) {
        return new Credentials(userName == null ? "" : userName, null);
    }

    /** Of who says nothing about himself, and is taken for this user. What the response says is for traces, and does not count. */
    static Credentials anonymous(String userName) {
        return new Credentials(userName, null);
    }

    static Credentials of(String mechanism, Octets response) {
        return switch (mechanism) {
            case "PLAIN" -> plain(response.toArray());
            case "AMQPLAIN" -> amqplain(response.toArray());
            default ->
                throw new AmqpException(
                        ReplyCode.COMMAND_INVALID, "unknown authentication mechanism '" + mechanism + "'");
        };
    }

    /** RFC 4616 without authorization identity: NUL, name, NUL, password. */
    private static Credentials plain(byte[] response) {
        int second = indexOfNul(response, 1);
        boolean valid = second > 0 && response[0] == 0 && indexOfNul(response, second + 1) < 0;
        if (!valid) {
            throw new AmqpException(ReplyCode.SYNTAX_ERROR, "response of mechanism PLAIN invalid");
        }
        String name = new String(response, 1, second - 1, StandardCharsets.UTF_8);
        return new Credentials(name, Octets.of(Arrays.copyOfRange(response, second + 1, response.length)));
    }

    private static int indexOfNul(byte[] octets, int from) {
        for (int i = from; i < octets.length; i++) {
            if (octets[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    /** A field table without the length before it. */
    private static Credentials amqplain(byte[] response) {
        FieldTable table = FieldTable.received(response);
        FieldValue login = table.get("LOGIN");
        FieldValue password = table.get("PASSWORD");
        if (login == null || password == null) {
            throw new AmqpException(ReplyCode.SYNTAX_ERROR, "AMQPLAIN auth info is missing LOGIN or PASSWORD field");
        }
        if (!login.isLongString() || !password.isLongString()) {
            throw new AmqpException(
                    ReplyCode.SYNTAX_ERROR, "AMQPLAIN auth info uses unsupported type for LOGIN or PASSWORD field");
        }
        return new Credentials(login.asString(), (Octets) password.value());
    }

    /** Why there is no account for them, for the log. */
    String reasonOfRefusal(String mechanism) {
        return switch (mechanism) {
            case ANONYMOUS -> "the user for anonymous logins does not exist";
            case EXTERNAL ->
                name.isEmpty()
                        ? "no certificate with a user's name was shown"
                        : "there is no user of the certificate's name";
            default -> "wrong user or password";
        };
    }

    @Override
    public String toString() {
        return "Credentials[" + name + "]"; // a secret does not belong into a log
    }
}
