package io.leveret.dist.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.leveret.core.access.NamePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

/** Reads lists whose entries are sections; whatever is wrong with an entry goes to the list of problems. */
final class SectionReader {
    private final List<Problem> problems;

    SectionReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** The sections of a list; anything else in it is a problem, and so is an unknown key of a section. */
    List<Entry> entries(String key, ConfigValue value, String expected, List<String> keys) {
        if (!(value instanceof ConfigList list) || !Values.isResolved(list)) {
            problems.add(Problem.unexpectedSecret(value, key, expected));
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            String path = key + "[" + index + "]";
            if (list.get(index) instanceof ConfigObject object && Values.isResolved(object)) {
                Entry entry = new Entry(path, object);
                checkKeys(entry, keys);
                entries.add(entry);
            } else {
                problems.add(Problem.unexpectedSecret(list.get(index), path, "a section { ... }"));
            }
        }
        return entries;
    }

    private void checkKeys(Entry entry, List<String> keys) {
        List<String> known = keys.stream().map(entry::path).toList();
        for (Map.Entry<String, ConfigValue> given : entry.object.entrySet()) {
            if (!keys.contains(given.getKey())) {
                problems.add(KnownKeys.unknown(given.getValue(), entry.path(given.getKey()), known));
            }
        }
    }

    String required(Entry entry, String key, String expected, Function<ConfigValue, Optional<String>> parser) {
        if (!entry.has(key)) {
            problems.add(Problem.at(entry.object, entry.path(key), "expected " + expected + ", found nothing"));
            return "";
        }
        return optional(entry, key, expected, parser).orElse("");
    }

    <T> Optional<T> optional(Entry entry, String key, String expected, Function<ConfigValue, Optional<T>> parser) {
        if (!entry.has(key)) {
            return Optional.empty();
        }
        Optional<T> result = parser.apply(entry.value(key));
        if (result.isEmpty()) {
            problems.add(Problem.unexpected(entry.value(key), entry.path(key), expected));
        }
        return result;
    }

    String secret(Entry entry, String key, String expected, Function<ConfigValue, Optional<String>> parser) {
        ConfigValue value = entry.value(key);
        Optional<String> result = parser.apply(value);
        if (result.isEmpty()) {
            problems.add(Problem.unexpectedSecret(value, entry.path(key), expected));
        }
        return result.orElse("");
    }

    /** Something is wrong with the section as a whole. */
    void problem(Entry entry, String text) {
        problems.add(Problem.at(entry.object, entry.path, text));
    }

    static Optional<String> regex(ConfigValue value) {
        return Values.text(value).filter(SectionReader::isRegex);
    }

    static boolean isRegex(String text) {
        try {
            NamePattern.of(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** One section of a list and where it stands, such as {@code leveret.users[0]}. */
    record Entry(String path, ConfigObject object) {
        String path(String key) {
            return path + "." + key;
        }

        boolean has(String key) {
            return object.containsKey(key);
        }

        ConfigValue value(String key) {
            ConfigValue value = object.get(key);
            if (value == null) {
                throw new IllegalStateException(path(key) + " is read but not there");
            }
            return value;
        }
    }
}
