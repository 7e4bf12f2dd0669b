package io.leveret.dist.settings;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the settings of this process come from: the command line, the environment of its start, a file. Immutable; the file may change. */
public record ConfigurationSource(Optional<Path> file, Map<String, String> overrides, Map<String, String> environment) {
    /**
     * Reads everything.
     *
     * @throws SettingsException with every problem there is
     */
    public Configuration load() {
        ConfigObject reference = Layers.reference();
        ConfigObject merged = new Layers(environment).merged(file, overrides);
        SettingsReader reader = new SettingsReader(merged, reference);
        Settings settings = Settings.read(reader);
        List<Problem> problems = new ArrayList<>(new KnownKeys(reference).unknownIn(merged));
        problems.addAll(reader.problems());
        if (!problems.isEmpty()) {
            problems.sort(Problem.IN_ORDER_OF_APPEARANCE);
            throw new SettingsException(problems);
        }
        return new Configuration(this, settings, reader.values());
    }

    @Override
    public String toString() {
        return "ConfigurationSource[" + file + "]"; // no passwords
    }
}
