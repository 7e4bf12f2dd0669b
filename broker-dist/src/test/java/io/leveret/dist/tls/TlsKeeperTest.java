package io.leveret.dist.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.settings.Settings;
import io.leveret.dist.settings.TlsSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
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
        keeper = new TlsKeeper(before());
        keeper.onChange(changed -> told.add(name(changed)));
    }

    @AfterEach
    void end() {
        keeper.close();
    }

    private TlsSettings before() {
        Map<String, String> settings = Map.of(
                "leveret.tls.certificate", directory.resolve("server.pem").toString(),
                "leveret.tls.key", directory.resolve("server.key").toString());
        return Settings.load(Optional.empty(), settings, Map.of()).amqp().tls();
    }

    private static String name(TlsMaterial material) {
        return material.certificate().getSubjectX500Principal().getName();
    }

    @Test
    void changedFilesAreReadWhenTheyHaveSettled() throws Exception {
        var before = keeper.setup().context();
        keeper.look();
        assertThat(keeper.setup().context()).isSameAs(before);

        certificates.write("server", certificates.server("second"));
        keeper.look();
        assertThat(told).as("they may still be written").isEmpty();

        keeper.look();
        assertThat(told).containsExactly("CN=second");
        assertThat(name(keeper.material())).isEqualTo("CN=second");
        assertThat(keeper.setup().context()).isNotSameAs(before);
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
    void otherSettingsAreInForceWhenTheExchangeReturns() throws Exception {
        certificates.write("other", certificates.server("other"));
        Map<String, String> settings = Map.of(
                "leveret.tls.handshake-timeout", "7 s",
                "leveret.tls.certificate", directory.resolve("other.pem").toString(),
                "leveret.tls.key", directory.resolve("other.key").toString());

        boolean files = keeper.exchange(TlsInUse.read(
                Settings.load(Optional.empty(), settings, Map.of()).amqp().tls()));

        assertThat(files).as("of the same names").isFalse();
        assertThat(told).containsExactly("CN=other");
        assertThat(keeper.setup().handshakeMillis()).isEqualTo(7_000);
        keeper.look();
        keeper.look();
        assertThat(told).as("the other files are watched").hasSize(1);
    }

    @Test
    void changedFilesAreExchangedAtOnce() throws Exception {
        certificates.write("server", certificates.server("second"));

        assertThat(keeper.exchange(TlsInUse.read(before()))).isTrue();

        assertThat(told).containsExactly("CN=second");
        keeper.look();
        keeper.look();
        assertThat(told).hasSize(1);
    }

    @Test
    void theSameFilesAndSettingsAreNotExchanged() {
        var before = keeper.setup();

        assertThat(keeper.exchange(TlsInUse.read(before()))).isFalse();

        assertThat(told).isEmpty();
        assertThat(keeper.setup()).isSameAs(before);
    }

    @Test
    void aFileThatGoesAwayLeavesTheOldOne() throws Exception {
        Files.delete(directory.resolve("server.pem"));
        keeper.look();
        keeper.look();

        assertThat(name(keeper.material())).isEqualTo("CN=first");
    }
}
