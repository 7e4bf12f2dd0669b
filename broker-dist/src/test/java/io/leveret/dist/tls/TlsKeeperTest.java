package io.leveret.dist.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsKeeperTest {
    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private TestCertificates certificates;
    private TlsKeeper keeper;

    @BeforeEach
    void begin() throws Exception {
        certificates = new TestCertificates(directory);
        certificates.write("server", certificates.server("first"));
        Map<String, String> settings = Map.of(
                "leveret.tls.certificate", directory.resolve("server.pem").toString(),
                "leveret.tls.key", directory.resolve("server.key").toString());
        keeper = new TlsKeeper(
                Settings.load(Optional.empty(), settings, Map.of()).amqp().tls());
        keeper.onChange(changed -> told.add(name(changed)));
    }

    private static String name(TlsMaterial material) {
        return material.certificate().getSubjectX500Principal().getName();
    }

    @Test
    void changedFilesAreReadWhenTheyHaveSettled() throws Exception {
        var before = keeper.setup().contexts().get();
        keeper.look();
        assertThat(keeper.setup().contexts().get()).isSameAs(before);

        certificates.write("server", certificates.server("second"));
        keeper.look();
        assertThat(told).as("they may still be written").isEmpty();

        keeper.look();
        assertThat(told).containsExactly("CN=second");
        assertThat(name(keeper.material())).isEqualTo("CN=second");
        assertThat(keeper.setup().contexts().get()).isNotSameAs(before);
        keeper.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void whatCanNotBeUsedLeavesTheOldOne() throws Exception {
        Files.writeString(directory.resolve("server.key"), "rubbish");
        keeper.look();
        keeper.look();
        assertThat(told).isEmpty();
        assertThat(name(keeper.material())).isEqualTo("CN=first");

        certificates.write("server", certificates.server("third"));
        keeper.look();
        keeper.look();
        assertThat(told).containsExactly("CN=third");
    }

    @Test
    void aFileThatGoesAwayLeavesTheOldOne() throws Exception {
        Files.delete(directory.resolve("server.pem"));
        keeper.look();
        keeper.look();

        assertThat(name(keeper.material())).isEqualTo("CN=first");
    }
}
