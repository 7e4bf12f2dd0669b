package io.leveret.ctl.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no file of authorities; one that is is read in the whole-broker test of TLS. */
class TrustTest {
    @TempDir
    Path directory;

    private void assertRefused(Path file, String text) {
        assertThatThrownBy(() -> Trust.in(file.toString())).hasMessageContaining(text);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertRefused(directory.resolve("no.pem"), "there is no file " + directory.resolve("no.pem"));
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws IOException {
        assertRefused(Files.writeString(directory.resolve("empty.pem"), ""), "there is no certificate in PEM in");
        assertRefused(Files.writeString(directory.resolve("other.pem"), "rubbish"), "can't be read");
    }
}
