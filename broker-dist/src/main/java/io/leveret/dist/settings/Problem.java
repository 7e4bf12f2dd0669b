package io.leveret.dist.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;

/** One thing wrong with the settings: where it stands (line 0: not in a file), the key, and what was expected. */
public record Problem(String place, int line, String key, String text) {

    static final Comparator<Problem> IN_ORDER_OF_APPEARANCE =
            Comparator.comparing(Problem::place).thenComparingInt(Problem::line).thenComparing(Problem::key);

    static Problem at(ConfigValue value, String key, String text) {
        ConfigOrigin origin = value.origin();
        String file = origin.filename();
        return file == null
                ? new Problem(origin.description().replaceFirst(": \\d+(-\\d+)?$", ""), 0, key, text)
                : new Problem(file, Math.max(origin.lineNumber(), 0), key, text);
    }

    static Problem unexpected(ConfigValue value, String key, String expected) {
        return at(value, key, "expected " + expected + ", found " + Values.describe(value));
    }

    /** For a value that must not be shown, such as a password. */
    static Problem unexpectedSecret(ConfigValue value, String key, String expected) {
        return at(value, key, "expected " + expected + ", found " + Values.describeSecret(value));
    }

    /** As an operator reads it, such as {@code leveret.conf:12: leveret.limits.frame-max: expected …, found …}. */
    @Override
    public String toString() {
        return (line > 0 ? place + ":" + line : place) + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
