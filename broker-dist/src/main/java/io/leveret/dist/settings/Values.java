package io.leveret.dist.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.leveret.core.access.NamePattern;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one HOCON value as a type of ours; empty where it is none, so that the caller can name key and place. */
final class Values {
    private static final int SHOWN_LENGTH = 60;
    private static final String KEY = "value";
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??([^}]*)}");

    private Values() {}

    /** A number counts as text ({@code password = 1234}), written as in the file. */
    static Optional<String> text(ConfigValue value) {
        return isScalar(value) ? Optional.of(value.atKey(KEY).getString(KEY)) : Optional.empty();
    }

    static Optional<List<String>> texts(ConfigValue value) {
        if (!(value instanceof ConfigList list) || !isResolved(value)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (ConfigValue element : list) {
            Optional<String> text = text(element);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(List.copyOf(texts));
    }

    /** A string counts, because what comes from the environment or the command line is one. */
    static Optional<Long> whole(ConfigValue value) {
        try {
            return text(value).map(String::trim).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Double> number(ConfigValue value) {
        try {
            return text(value).map(Double::valueOf).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Boolean> truth(ConfigValue value) {
        try {
            return isScalar(value) ? Optional.of(value.atKey(KEY).getBoolean(KEY)) : Optional.empty();
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    static Optional<Long> bytes(ConfigValue value) {
        try {
            return isScalar(value) ? Optional.of(value.atKey(KEY).getBytes(KEY)) : Optional.empty();
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /** HOCON takes a number without a unit for milliseconds; a 60 never means that, so the unit is demanded. */
    static Optional<Duration> duration(ConfigValue value) {
        if (!isScalar(value)) {
            return Optional.empty();
        }
        Optional<Double> withoutUnit = number(value);
        if (withoutUnit.isPresent()) {
            return withoutUnit.filter(number -> number == 0).map(zero -> Duration.ZERO);
        }
        try {
            return Optional.of(value.atKey(KEY).getDuration(KEY));
        } catch (ConfigException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** A path as this system writes them. */
    static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    static boolean isResolved(ConfigValue value) {
        try {
            return value.valueType() != null;
        } catch (ConfigException.NotResolved e) {
            return false;
        }
    }

    /** The value as it goes into a message: on one line, cut where it is long. */
    static String describe(ConfigValue value) {
        if (!isResolved(value)) {
            return describeUnresolved(value);
        }
        return switch (value.valueType()) {
            case OBJECT -> "a section { ... }";
            case NULL -> "null";
            case LIST, NUMBER, BOOLEAN, STRING -> cut(value.render(ConfigRenderOptions.concise()));
        };
    }

    /** What kind of thing a secret value is, without the value. */
    static String describeSecret(ConfigValue value) {
        if (!isResolved(value)) {
            return describe(value);
        }
        return switch (value.valueType()) {
            case OBJECT, NULL -> describe(value);
            case LIST -> "a list";
            case NUMBER, BOOLEAN, STRING -> "another text (not shown)";
        };
    }

    /** Only the substitution itself: what stands around it may be a part of a password. */
    private static String describeUnresolved(ConfigValue value) {
        Matcher substitution = SUBSTITUTION.matcher(value.render(ConfigRenderOptions.concise()));
        String name = substitution.find() ? substitution.group(1) : "...";
        return "${" + name + "} without a value (set the environment variable, or write ${?" + name
                + "} for the default)";
    }

    private static String cut(String text) {
        return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "...";
    }

    private static boolean isScalar(ConfigValue value) {
        if (!isResolved(value)) {
            return false;
        }
        return switch (value.valueType()) {
            case NUMBER, BOOLEAN, STRING -> true;
            case OBJECT, LIST, NULL -> false;
        };
    }

    /** Whether a text is a regular expression that permissions may have. */
    static boolean isRegex(String text) {
        try {
            NamePattern.of(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
