package io.leveret.dist.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.dist.settings.Settings;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
    @TempDir
    Path directory;

    private final Map<String, String> settings = new LinkedHashMap<>();
    private TestCertificates certificates;

    @BeforeEach
    void write() throws Exception {
        certificates = new TestCertificates(directory);
        certificates.write("server", certificates.server("broker"));
        set("certificate", "server.pem");
        set("key", "server.key");
    }

    private void set(String key, String file) {
        settings.put("leveret.tls." + key, directory.resolve(file).toString());
    }

    private TlsMaterial read() {
        return new TlsFiles(Settings.load(Optional.empty(), settings, Map.of())
                        .amqp()
                        .tls())
                .read();
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::read)
                .isInstanceOf(TlsException.class)
                .message()
                .contains(parts);
    }

    @Test
    void certificateAndKeyAreReadFromPem() {
        assertThat(read().certificate().getSubjectX500Principal().getName()).isEqualTo("CN=broker");
        assertThat(read().trust()).isNull();
        assertThat(read().toString()).doesNotContain("PrivateKey");
    }

    @Test
    void keysOfRsaAreReadToo() throws Exception {
        certificates.write(
                "server",
                certificates.issue(new CertificateBuilder().subject("CN=rsa").rsa2048()));

        assertThat(read().key().getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void anEncryptedKeyNeedsItsPassword() throws Exception {
        copy("encrypted.pem");
        copy("encrypted.key");
        set("certificate", "encrypted.pem");
        set("key", "encrypted.key");

        assertRefused(directory.resolve("encrypted.key").toString(), "is leveret.tls.key-password right?");
        settings.put("leveret.tls.key-password", "secret");
        assertThat(read().certificate().getSubjectX500Principal().getName()).isEqualTo("CN=encrypted");
    }

    private void copy(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TlsFilesTest.class.getResourceAsStream(name))) {
            Files.write(directory.resolve(name), in.readAllBytes());
        }
    }

    @Test
    void anEncryptionThatJavaDoesNotKnowIsToldHowToBeConverted() throws Exception {
        copy("encrypted-3des.key");
        set("key", "encrypted-3des.key");

        assertRefused("openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + directory.resolve("encrypted-3des.key"));
    }

    @Test
    void aKeyStoreHasBoth() throws Exception {
        settings.clear();
        Path store = certificates
                .server("stored")
                .toTempKeyStoreFile("secret".toCharArray())
                .toPath();
        settings.put("leveret.tls.key-store", store.toString());

        assertRefused(store.toString(), "is leveret.tls.key-store-password right?");
        settings.put("leveret.tls.key-store-password", "secret");
        assertThat(read().certificate().getSubjectX500Principal().getName()).isEqualTo("CN=stored");
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        set("key", "no.key");
        assertRefused(directory.resolve("no.key") + " can't be read: there is no such file");

        settings.clear();
        assertRefused("set leveret.tls.certificate and leveret.tls.key, or leveret.tls.key-store");
    }

    @Test
    void whatIsInTheWrongFileIsNamed() throws Exception {
        set("key", "server.pem");
        assertRefused(directory.resolve("server.pem") + " has no private key in PEM");

        set("key", "server.key");
        Files.writeString(directory.resolve("server.pem"), "");
        assertRefused(directory.resolve("server.pem") + " has no certificate in PEM");
    }

    @Test
    void otherFormsOfKeysAreToldHowToBeConverted() throws Exception {
        Files.writeString(
                directory.resolve("server.key"),
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");

        assertRefused("openssl pkcs8 -topk8 -in " + directory.resolve("server.key"));
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws Exception {
        certificates.write("other", certificates.server("other"));
        set("key", "other.key");

        assertRefused("the private key is not that of the certificate CN=broker");
    }

    @Test
    void whoAsksForCertificatesNamesAuthorities() {
        settings.put("leveret.tls.client-certificates", "required");
        assertRefused("leveret.tls.trusted names no authorities");

        settings.put("leveret.tls.trusted", certificates.trusted().toString());
        assertThat(read().trust()).isNotNull();
    }
}
