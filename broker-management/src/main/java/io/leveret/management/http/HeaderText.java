package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Any text as the value of an HTTP header, which is plain ASCII. */
public final class HeaderText {
    private static final int FIRST_PLAIN = '!';
    private static final int LAST_PLAIN = '~';

    private HeaderText() {}

    /** The text with all that is not plain, and the percent sign, percent-encoded as in a path. */
    public static String of(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= FIRST_PLAIN && octet <= LAST_PLAIN && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet));
            }
        }
        return encoded.toString();
    }

    /** JSON in one line of ASCII, which it stays JSON in. */
    public static String json(JsonNode json) {
        String text = json.toString();
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= LAST_PLAIN) {
                escaped.append(c);
            } else {
                escaped.append(String.format("\\u%04x", (int) c));
            }
        }
        return escaped.toString();
    }

    /** Whether the text can be a header's value as it is. */
    public static boolean isPlain(@Nullable String text) {
        return text != null && !text.isBlank() && text.chars().allMatch(c -> c >= ' ' && c <= LAST_PLAIN);
    }
}
