package io.leveret.dist.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The keys of {@code reference.conf}; finds what is not among them and names the nearest that is. */
final class KnownKeys {
    private static final ConfigObject NOTHING = ConfigFactory.empty().root();

    private final ConfigObject reference;
    private final TreeSet<String> sections = new TreeSet<>();
    private final TreeSet<String> keys = new TreeSet<>();

    KnownKeys(ConfigObject reference) {
        this.reference = reference;
        collect("", reference);
    }

    /** The keys that hold a value, without the sections around them. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    List<Problem> unknownIn(ConfigObject settings) {
        List<Problem> problems = new ArrayList<>();
        compare("", reference, settings, problems);
        return problems;
    }

    static Problem unknown(ConfigValue value, String key, Collection<String> known) {
        String hint = nearest(key, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("docs/configuration.md lists all settings");
        return Problem.at(value, key, "not a setting; " + hint);
    }

    private void collect(String path, ConfigObject object) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String childPath = child(path, entry.getKey());
            if (entry.getValue() instanceof ConfigObject section) {
                sections.add(childPath);
                collect(childPath, section);
            } else {
                keys.add(childPath);
            }
        }
    }

    private void compare(String path, ConfigObject known, ConfigObject given, List<Problem> problems) {
        for (Map.Entry<String, ConfigValue> entry : given.entrySet()) {
            String childPath = child(path, entry.getKey());
            ConfigValue value = entry.getValue();
            ConfigValue knownValue = known.get(entry.getKey());
            if (knownValue == null) {
                reportUnknown(childPath, value, problems);
            } else if (knownValue instanceof ConfigObject knownSection) {
                if (value instanceof ConfigObject section && Values.isResolved(value)) {
                    compare(childPath, knownSection, section, problems);
                } else {
                    problems.add(Problem.unexpected(value, childPath, "a section { ... } of settings"));
                }
            }
        }
    }

    /** A section with no near name may still hold keys that have one. */
    private void reportUnknown(String path, ConfigValue value, List<Problem> problems) {
        List<String> known = sectionsAndKeys();
        if (value instanceof ConfigObject section
                && Values.isResolved(value)
                && !section.isEmpty()
                && nearest(path, known).isEmpty()) {
            compare(path, NOTHING, section, problems);
        } else {
            problems.add(unknown(value, path, known));
        }
    }

    private List<String> sectionsAndKeys() {
        List<String> all = new ArrayList<>(keys);
        all.addAll(sections);
        return all;
    }

    private static String child(String path, String name) {
        String quotedAsNeeded = ConfigUtil.joinPath(name);
        return path.isEmpty() ? quotedAsNeeded : path + "." + quotedAsNeeded;
    }

    /** First a key that only lacks the sections before it, then the smallest edit distance, then the same last name. */
    private static Optional<String> nearest(String key, Collection<String> known) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        Optional<String> best = Optional.empty();
        int bestDistance = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = candidate.endsWith("." + key) ? 0 : distance(key, candidate);
            if (distance < bestDistance) {
                best = Optional.of(candidate);
                bestDistance = distance;
            }
        }
        return best.or(() -> known.stream()
                .filter(candidate -> candidate.endsWith("." + name))
                .findFirst());
    }

    /** Edit distance: insert, delete, replace, swap of neighbours. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
