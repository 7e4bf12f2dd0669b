package io.leveret.core;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.math.BigInteger;

/** The expiration property: milliseconds as a decimal string, refused in RabbitMQ's words if it is none. */
final class Expiration {
    /** Ten years. */
    private static final BigInteger MAX_MILLIS = BigInteger.valueOf(315_360_000_000L);

    private Expiration() {}

    static long parse(String text) {
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int end = sign;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        if (end == sign) {
            throw invalid(text, "no_integer");
        }
        if (end < text.length()) {
            throw invalid(text, "{leftover_string,\"" + text.substring(end) + "\"}");
        }
        BigInteger value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
        if (value.signum() < 0) {
            throw invalid(text, "{value_negative," + value + "}");
        }
        if (value.compareTo(MAX_MILLIS) > 0) {
            throw invalid(text, "{value_too_large," + value + "}");
        }
        return value.longValueExact();
    }

    private static AmqpException invalid(String text, String reason) {
        return new AmqpException(ReplyCode.PRECONDITION_FAILED, "invalid expiration '" + text + "': " + reason);
    }
}
