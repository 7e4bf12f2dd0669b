package io.leveret.dist.transcript;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code $name} stands for in one run of a scenario: what a {@code let} gave it, else a name that no other run has.
 *
 * <p>Owner: the thread that runs the scenario.
 */
final class Names {
    private static final Pattern NAME = Pattern.compile("\\$([a-z][a-z0-9]*)");

    private final String prefix;
    private final Map<String, String> taken = new HashMap<>();
    private final Set<String> unique = new TreeSet<>();

    /** {@code run} is no part of any other text. */
    Names(String run) {
        prefix = run + "-";
    }

    void let(String name, String value) {
        taken.put(name, value);
    }

    String expand(String line) {
        return NAME.matcher(line).replaceAll(match -> {
            String value = taken.get(match.group(1));
            if (value != null) {
                return Matcher.quoteReplacement(value);
            }
            unique.add(prefix + match.group(1));
            return prefix + match.group(1);
        });
    }

    /** The opposite of {@link #expand} for what the broker said. */
    String restore(String text) {
        return text.replace(prefix, "$");
    }

    /** All names that this run made up. */
    Set<String> unique() {
        return unique;
    }
}
