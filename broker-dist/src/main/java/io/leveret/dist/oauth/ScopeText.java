package io.leveret.dist.oauth;

import io.leveret.core.access.Wildcard;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a part of a scope. What a variable stands for is taken literally: it can hold no wildcard. Owner: auth worker (while it reads one). */
final class ScopeText {
    private final String text;
    private final UnaryOperator<@Nullable String> variables;
    private final List<String> parts = new ArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private int at;

    private ScopeText(String text, UnaryOperator<@Nullable String> variables) {
        this.text = text;
        this.variables = variables;
    }

    /** Empty if it is not encoded right, or a variable has no value. */
    static Optional<Wildcard> wildcard(String text, UnaryOperator<@Nullable String> variables) {
        return new ScopeText(text, variables).read();
    }

    private Optional<Wildcard> read() {
        while (at < text.length()) {
            char next = text.charAt(at);
            int close = next == '{' ? text.indexOf('}', at) : -1;
            boolean right = true;
            if (next == '*') {
                endPart();
                at++;
            } else if (next == '%') {
                right = encoded();
            } else if (close > 0) {
                right = variable(text.substring(at + 1, close));
                at = close + 1;
            } else {
                int character = text.codePointAt(at);
                literal(next == '+' ? " " : Character.toString(character));
                at += Character.charCount(character);
            }
            if (!right) {
                return Optional.empty();
            }
        }
        endPart();
        return Optional.of(new Wildcard(parts));
    }

    private void endPart() {
        parts.add(part.toString(StandardCharsets.UTF_8));
        part.reset();
    }

    private void literal(String literal) {
        part.writeBytes(literal.getBytes(StandardCharsets.UTF_8));
    }

    private boolean variable(String name) {
        String value = variables.apply(name);
        if (value != null) {
            literal(value);
        }
        return value != null;
    }

    /** An octet as two hexadecimal digits. */
    private boolean encoded() {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(text.charAt(at + 2), 16);
        part.write(high << 4 | low);
        at += 3;
        return low >= 0;
    }
}
