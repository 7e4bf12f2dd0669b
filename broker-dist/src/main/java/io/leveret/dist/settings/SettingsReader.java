package io.leveret.dist.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.leveret.amqp.proxy.TrustedProxies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads keys with their type and range; a key that is wrong becomes a problem, and its default is read instead. */
final class SettingsReader {
    private final ConfigObject settings;
    private final ConfigObject reference;
    private final List<Problem> problems = new ArrayList<>();
    private final TreeMap<String, Object> values = new TreeMap<>();

    SettingsReader(ConfigObject settings, ConfigObject reference) {
        this.settings = settings;
        this.reference = reference;
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> keysRead() {
        return List.copyOf(values.keySet());
    }

    /** What each key was read as: the same for two ways to write it. Passwords are among them. */
    Map<String, Object> values() {
        return Map.copyOf(values);
    }

    String text(String key) {
        return read(key, "a text", Values::text);
    }

    /** A text that no message may show. */
    String secret(String key) {
        return parse(key, Values::text, value -> Problem.unexpectedSecret(value, key, "a text"));
    }

    List<String> texts(String key, String expected, Function<List<String>, Boolean> valid) {
        return read(key, expected, value -> Values.texts(value).filter(valid::apply));
    }

    /** IP addresses and networks, of which those that are wrong are named. */
    List<String> networks(String key) {
        return parse(
                key,
                value -> Values.texts(value).filter(texts -> texts.stream().allMatch(TrustedProxies::isNetwork)),
                value -> noNetworks(value, key));
    }

    private static Problem noNetworks(ConfigValue value, String key) {
        String wrong = Values.texts(value).orElse(List.of()).stream()
                .filter(text -> !TrustedProxies.isNetwork(text))
                .map(text -> '"' + text + '"')
                .collect(Collectors.joining(", "));
        return wrong.isEmpty()
                ? Problem.unexpected(value, key, "a list of IP addresses and networks")
                : Problem.at(value, key, "expected IP addresses and networks such as 10.0.0.0/8, found " + wrong);
    }

    /** The name of something that an empty text stands for none of. */
    String nameOrNone(String key) {
        return read(
                key,
                "a name of at most 255 bytes",
                value -> Values.text(value).filter(text -> text.isEmpty() || Settings.isShortName(text)));
    }

    boolean truth(String key) {
        return read(key, "true or false", Values::truth);
    }

    int whole(String key, int min, int max) {
        return read(
                        key,
                        "a whole number from " + min + " to " + max,
                        value -> Values.whole(value).filter(number -> number >= min && number <= max))
                .intValue();
    }

    double number(String key, double min, double max) {
        return read(
                key,
                "a number from " + min + " to " + max,
                value -> Values.number(value).filter(number -> number >= min && number <= max));
    }

    /** {@code min} and {@code max} as they are written in a file, such as {@code 1 MiB}. */
    int bytes(String key, String min, String max) {
        return Math.toIntExact(manyBytes(key, min, max));
    }

    /** As {@link #bytes}, for what may be larger than a gibibyte or two. */
    long manyBytes(String key, String min, String max) {
        long least = sizeOf(min);
        long most = sizeOf(max);
        return read(
                key,
                "a size from " + min + " to " + max,
                value -> Values.bytes(value).filter(bytes -> bytes >= least && bytes <= most));
    }

    /** {@code min} and {@code max} as they are written in a file, such as {@code 10 s}. */
    Duration duration(String key, String min, String max) {
        Duration least = durationOf(min);
        Duration most = durationOf(max);
        return read(
                key,
                "a duration with its unit from " + min + " to " + max,
                value -> Values.duration(value)
                        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0));
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        return read(key, "one of " + allOf(type), value -> Values.text(value).flatMap(text -> chosen(text, type)));
    }

    /** At least one, in the order of the file, each once. */
    <E extends Enum<E>> List<E> choices(String key, Class<E> type) {
        return read(
                key,
                "a list of one or more of " + allOf(type),
                value -> Values.texts(value)
                        .map(texts -> texts.stream()
                                .flatMap(text -> chosen(text, type).stream())
                                .distinct()
                                .toList())
                        .filter(found -> !found.isEmpty()
                                && found.size()
                                        == Values.texts(value).orElseThrow().size()));
    }

    private static <E extends Enum<E>> String allOf(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(SettingsReader::written)
                .collect(Collectors.joining(", "));
    }

    private static <E extends Enum<E>> Optional<E> chosen(String text, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(choice -> written(choice).equals(text))
                .findFirst();
    }

    /** A path, which may be left empty. */
    Optional<Path> optionalPath(String key, String expected) {
        String text = read(
                key,
                expected,
                value -> Values.text(value)
                        .filter(given -> given.isBlank() || Values.path(given).isPresent()));
        return text.isBlank() ? Optional.empty() : Values.path(text);
    }

    /** {@code key} lacks what the value of {@code asking} calls for, which is where the problem stands. */
    void missing(String asking, String key, String text) {
        ConfigValue given = find(settings, asking);
        ConfigValue value = given == null ? find(reference, asking) : given;
        problems.add(Problem.at(Objects.requireNonNull(value), key, text));
    }

    /** The value itself, for what has a form of its own. */
    ConfigValue value(String key) {
        return parse(key, Optional::of, value -> Problem.unexpected(value, key, "a value"));
    }

    /** {@code expected} completes "expected …"; {@code parser} is empty for a value of another type or range. */
    <T> T read(String key, String expected, Function<ConfigValue, Optional<T>> parser) {
        return parse(key, parser, value -> Problem.unexpected(value, key, expected));
    }

    private <T> T parse(String key, Function<ConfigValue, Optional<T>> parser, Function<ConfigValue, Problem> problem) {
        T read = given(key, parser, problem)
                .or(() -> Optional.ofNullable(find(reference, key)).flatMap(parser))
                .orElseThrow(() -> new IllegalStateException("reference.conf has no usable default for " + key));
        values.put(key, read);
        return read;
    }

    private <T> Optional<T> given(
            String key, Function<ConfigValue, Optional<T>> parser, Function<ConfigValue, Problem> problem) {
        ConfigValue value = find(settings, key);
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> result = parser.apply(value);
        if (result.isEmpty()) {
            problems.add(problem.apply(value));
        }
        return result;
    }

    /** Null where a section on the way is none: that is a problem of its own, which {@link KnownKeys} reports. */
    private static @Nullable ConfigValue find(ConfigObject root, String key) {
        ConfigValue value = root;
        for (String name : ConfigUtil.splitPath(key)) {
            if (!(value instanceof ConfigObject section) || !Values.isResolved(value)) {
                return null;
            }
            value = section.get(name);
        }
        return value;
    }

    private static <E extends Enum<E>> String written(E choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static long sizeOf(String text) {
        return Values.bytes(ConfigValueFactory.fromAnyRef(text)).orElseThrow();
    }

    private static Duration durationOf(String text) {
        return Values.duration(ConfigValueFactory.fromAnyRef(text)).orElseThrow();
    }
}
