package io.leveret.management.http;

import io.leveret.core.message.PropertiesBuilder;
import io.leveret.management.broker.Problem;
import java.nio.charset.StandardCharsets;

/** Checks texts that AMQP has room of 255 octets for: names, routing keys, most properties. */
public final class ShortString {
    private ShortString() {}

    /** The text itself; throws a {@link Problem} if it does not fit. {@code what} is what the refusal calls it. */
    public static String checked(String what, String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > PropertiesBuilder.LONGEST_TEXT) {
            throw Problem.badRequest(
                    what + " should be less than " + PropertiesBuilder.LONGEST_TEXT + " bytes, actually was " + length);
        }
        return text;
    }
}
