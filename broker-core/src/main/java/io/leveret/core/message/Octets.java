package io.leveret.core.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable string of octets that compares by content. */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** Takes the array for good: who gave it must not change it any more. */
    public static Octets of(byte[] octets) {
        return octets.length == 0 ? EMPTY : new Octets(octets);
    }

    /** The octets themselves, not a copy: read only. */
    public byte[] toArray() {
        return octets;
    }

    public int length() {
        return octets.length;
    }

    /** Read as UTF-8; what is no UTF-8 becomes U+FFFD. */
    @Override
    public String toString() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** As Erlang's {@code ~tp} prints a binary, for texts that are RabbitMQ's: {@code <<"text">>} or {@code <<1,2,3>>}. */
    public String toErlang() {
        if (octets.length == 0) {
            return "<<>>";
        }
        String utf8 = decodeStrictly();
        String text = utf8 == null ? new String(octets, StandardCharsets.ISO_8859_1) : utf8;
        if (text.chars().allMatch(Octets::isPrintable)) {
            return "<<" + quote(text) + (text.length() == octets.length ? ">>" : "/utf8>>");
        }
        StringBuilder numbers = new StringBuilder("<<");
        for (byte octet : octets) {
            numbers.append(numbers.length() == 2 ? "" : ",").append(octet & 0xff);
        }
        return numbers.append(">>").toString();
    }

    private @Nullable String decodeStrictly() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Erlang's printable range unless told otherwise: Latin 1 and the usual control characters. */
    private static boolean isPrintable(int c) {
        return (c >= ' ' && c <= '~') || (c >= 0xa0 && c <= 0xff) || (c >= '\b' && c <= '\r') || c == 0x1b;
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\b\t\n\u000b\f\r\u001b\"\\".indexOf(c);
            if (escape < 0) {
                quoted.append(c);
            } else {
                quoted.append('\\').append("btnvfre\"\\".charAt(escape));
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }
}
