package io.leveret.dist.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One truth in four places: reference.conf, what Settings reads, config/leveret.conf, docs/configuration.md. */
class SettingsDocumentationTest {
    private final ConfigObject reference = Layers.reference();
    private final List<String> keys = new KnownKeys(reference).keys();

    @Test
    void everyKeyOfTheReferenceIsReadAndNoOther() {
        SettingsReader reader = new SettingsReader(reference, reference);

        Settings.read(reader);

        assertThat(reader.keysRead()).isEqualTo(keys);
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void theTableOfTheDocumentationIsThatOfTheReference() throws IOException {
        String table = keys.stream().map(this::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../docs/configuration.md")))
                .as("docs/configuration.md has this table of reference.conf")
                .contains("| key | default | unit or form | meaning |\n|---|---|---|---|\n" + table + "\n\n");
    }

    @Test
    void theSampleShowsEveryKeyWithItsDefault(@TempDir Path directory) throws IOException {
        String sample = Files.readString(Path.of("../config/leveret.conf"));
        assertThat(sample.lines().filter(line -> !line.startsWith("#"))).allMatch(String::isEmpty);
        String uncommented = sample.lines()
                .filter(line -> line.matches("# (leveret\\.\\S+ = .*|  .*|])") && !line.contains("LEVERET_PORT"))
                .map(line -> line.substring(2))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("leveret.conf"), uncommented);

        Settings settings = Settings.load(Optional.of(file), Map.of(), Map.of("APP_PASSWORD", "x"));
        Settings defaults = Settings.load(Optional.empty(), Map.of(), Map.of());

        assertThat(keys).allSatisfy(key -> assertThat(sample).contains("\n# " + key + " = "));
        assertThat(settings.users()).extracting(UserSettings::name).containsExactly("guest", "app", "reports");
        assertThat(settings)
                .usingRecursiveComparison()
                .ignoringFields("access.users")
                .isEqualTo(defaults);
    }

    @Test
    void theSampleAsItIsChangesNothing() {
        assertThat(Settings.load(Optional.of(Path.of("../config/leveret.conf")), Map.of(), Map.of()))
                .isEqualTo(Settings.load(Optional.empty(), Map.of(), Map.of()));
    }

    @Test
    void theLogConfigurationsOfTheJarAndTheDistributionAreTheSame() {
        assertThat(Path.of("../config/logback.xml")).hasSameTextualContentAs(Path.of("src/main/resources/logback.xml"));
    }

    /** A comment ends in a sentence of its own for the unit: {@code …. Size, 4 KiB to 64 MiB.}. */
    private String row(String key) {
        ConfigValue value = reference;
        for (String name : ConfigUtil.splitPath(key)) {
            value = ((ConfigObject) value).get(name);
        }
        String comment = value.origin().comments().stream().map(String::strip).collect(Collectors.joining(" "));
        int unit = comment.lastIndexOf(". ") + 2;
        assertThat(unit).as("comment of " + key + " has a unit at its end").isGreaterThan(1);
        assertThat(comment).as("comment of " + key).endsWith(".");
        return "| `" + key + "` | `" + value.render(ConfigRenderOptions.concise()) + "` | "
                + comment.substring(unit, comment.length() - 1) + " | " + comment.substring(0, unit - 2) + " |";
    }
}
