package io.leveret.dist.settings;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One section of a list of sections, and where it stands, such as {@code leveret.users[0]}. Whatever is wrong with it goes to the list of problems; no problem
 * shows a whole section or list, as there may be passwords in it.
 */
record Section(String path, ConfigObject object, List<Problem> problems) {
    /** The sections of a list; anything else in it is a problem, and so is an unknown key of a section. */
    static List<Section> list(
            String key, ConfigValue value, String expected, List<String> keys, List<Problem> problems) {
        if (!(value instanceof ConfigList list) || !Values.isResolved(list)) {
            problems.add(Problem.unexpectedSecret(value, key, expected));
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            String path = key + "[" + index + "]";
            if (list.get(index) instanceof ConfigObject object && Values.isResolved(object)) {
                Section section = new Section(path, object, problems);
                section.checkKeys(keys);
                sections.add(section);
            } else {
                problems.add(Problem.unexpectedSecret(list.get(index), path, "a section { ... }"));
            }
        }
        return sections;
    }

    private void checkKeys(List<String> keys) {
        List<String> known = keys.stream().map(this::path).toList();
        for (Map.Entry<String, ConfigValue> given : object.entrySet()) {
            if (!keys.contains(given.getKey())) {
                problems.add(KnownKeys.unknown(given.getValue(), path(given.getKey()), known));
            }
        }
    }

    /** The sections of a list that this section holds. */
    List<Section> list(String key, String expected, List<String> keys) {
        return list(path(key), value(key), expected, keys, problems);
    }

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

    /** The section itself is at fault. */
    void problem(String text) {
        problems.add(Problem.at(object, path, text));
    }

    String required(String key, String expected, Function<ConfigValue, Optional<String>> parser) {
        if (!has(key)) {
            problems.add(Problem.at(object, path(key), "expected " + expected + ", found nothing"));
            return "";
        }
        return optional(key, expected, parser).orElse("");
    }

    <T> Optional<T> optional(String key, String expected, Function<ConfigValue, Optional<T>> parser) {
        if (!has(key)) {
            return Optional.empty();
        }
        Optional<T> result = parser.apply(value(key));
        if (result.isEmpty()) {
            problems.add(Problem.unexpected(value(key), path(key), expected));
        }
        return result;
    }

    /** Of a value that no problem may show. */
    String secret(String key, String expected, Function<ConfigValue, Optional<String>> parser) {
        ConfigValue value = value(key);
        Optional<String> result = parser.apply(value);
        if (result.isEmpty()) {
            problems.add(Problem.unexpectedSecret(value, path(key), expected));
        }
        return result.orElse("");
    }
}
