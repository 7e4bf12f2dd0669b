package io.leveret.dist.settings;

import java.util.List;
import java.util.Map;

/** The settings as they were read at one moment; {@code values} has what each key was read as, the same for two ways to write it. Immutable. */
public record Configuration(ConfigurationSource source, Settings settings, Map<String, Object> values) {
    public Configuration {
        values = Map.copyOf(values);
    }

    /** The keys whose values are not those in force, in alphabetical order. */
    public List<String> differences(Map<String, Object> inForce) {
        return values.entrySet().stream()
                .filter(value -> !value.getValue().equals(inForce.get(value.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "Configuration[" + source + "]"; // no passwords
    }
}
