package io.leveret.dist.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path folder;

    private List<String> differences(String before, String after) throws IOException {
        return load(after, Map.of()).differences(load(before, Map.of()).values());
    }

    private Configuration load(String text, Map<String, String> overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("leveret.conf"), text);
        return new ConfigurationSource(Optional.of(file), overrides, Map.of()).load();
    }

    @Test
    void keysWithOtherValuesDiffer() throws IOException {
        assertThat(differences("leveret.io.threads = 1", """
                        leveret.limits { heartbeat = 5 s, channel-max = 2 }
                        leveret.vhosts = ["/", "shop"]
                        leveret.users = [{ name = app, password = geheim, permissions = [] }]
                        """))
                .containsExactly(
                        "leveret.io.threads",
                        "leveret.limits.channel-max",
                        "leveret.limits.heartbeat",
                        "leveret.users",
                        "leveret.vhosts");
    }

    @Test
    void anotherWayToWriteAValueIsNoDifference() throws IOException {
        assertThat(differences("leveret.limits { frame-max = 128 KiB, heartbeat = 60 s }", """
                        # the same
                        leveret.limits.frame-max = 131072
                        leveret.limits.heartbeat = "1 minute"
                        leveret.io { threads = 0 }
                        """))
                .isEmpty();
    }

    @Test
    void whatTheCommandLineSaysIsNoDifferenceWhateverTheFileSays() throws IOException {
        Map<String, String> overrides = Map.of("leveret.io.threads", "3");

        assertThat(load("leveret.io.threads = 2", overrides)
                        .differences(load("leveret.io.threads = 1", overrides).values()))
                .isEmpty();
    }

    @Test
    void passwordsAreNotShown() throws IOException {
        assertThat(load("leveret.default-user.password = geheim", Map.of("leveret.tls.key-password", "geheim")))
                .asString()
                .doesNotContain("geheim");
    }
}
