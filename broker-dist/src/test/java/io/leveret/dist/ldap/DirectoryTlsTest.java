package io.leveret.dist.ldap;

import static io.leveret.dist.ldap.TestDirectory.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.dist.settings.LdapSettings;
import io.leveret.dist.tls.TestCertificates;
import io.leveret.dist.tls.TlsException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTlsTest {
    @TempDir
    private Path files;

    @TempDir
    private Path otherFiles;

    private TestCertificates certificates;

    @BeforeEach
    void start() throws Exception {
        certificates = new TestCertificates(files);
    }

    private static final Authenticator NODE = new Authenticator() {
        @Override
        public @Nullable Account authenticate(String name, byte[] password) {
            return null;
        }

        @Override
        public Account proven(String name) {
            return new Account(name, "", Set.of(), false);
        }
    };

    private static SSLContext context(X509Bundle certificate) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.toKeyStore(new char[0]), new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private LdapSettings settings(TestDirectory directory, String mode) {
        return Ldap.settings(directory.port(), "tls=" + mode, "ca-file=" + certificates.trusted());
    }

    private static void logsIn(LdapSettings settings) {
        DirectoryLogins logins = new DirectoryLogins(settings, NODE);
        try {
            assertThat(logins.authenticate("ann", password("ann").getBytes(StandardCharsets.UTF_8)))
                    .isNotNull();
        } finally {
            logins.close();
        }
    }

    private static void isRefused(LdapSettings settings, String reason) {
        assertThatThrownBy(() -> logsIn(settings))
                .isInstanceOf(LoginUncheckedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void startTlsAndLdapsAreSpoken() throws Exception {
        SSLContext context = context(certificates.server("directory"));
        try (TestDirectory directory = TestDirectory.withStartTls(context)) {
            logsIn(settings(directory, "start-tls"));
        }
        try (TestDirectory directory = TestDirectory.withTls(context)) {
            logsIn(settings(directory, "ldaps"));
            logsIn(Ldap.settings(
                    1,
                    "servers=[\"localhost:" + directory.port() + "\"]",
                    "tls=ldaps",
                    "ca-file=" + certificates.trusted()));
        }
    }

    @Test
    void aDirectoryWithoutTlsIsSentNoPassword() throws Exception {
        try (TestDirectory directory = TestDirectory.start()) {
            isRefused(settings(directory, "start-tls"), "no directory server answers");
            assertThat(directory.binds()).isZero();
        }
    }

    @Test
    void theCertificateOfAnotherAuthorityIsRefused() throws Exception {
        SSLContext others = context(new TestCertificates(otherFiles).server("directory"));
        try (TestDirectory directory = TestDirectory.withStartTls(others)) {
            isRefused(settings(directory, "start-tls"), "signature check failed");
            assertThat(directory.binds()).isZero();
        }
        try (TestDirectory directory = TestDirectory.withTls(others)) {
            isRefused(settings(directory, "ldaps"), "signature check failed");
        }
    }

    @Test
    void theCertificateOfAnotherHostIsRefused() throws Exception {
        X509Bundle elsewhere = certificates.issue(new CertificateBuilder()
                .subject("CN=ldap.example.com")
                .addSanDnsName("ldap.example.com")
                .ecp256());
        try (TestDirectory directory = TestDirectory.withStartTls(context(elsewhere))) {
            isRefused(settings(directory, "start-tls"), "No subject alternative names matching IP address 127.0.0.1");
            assertThat(directory.binds()).isZero();
        }
        try (TestDirectory directory = TestDirectory.withTls(context(elsewhere))) {
            isRefused(settings(directory, "ldaps"), "No subject alternative names matching IP address 127.0.0.1");
            assertThat(directory.binds()).isZero();
        }
    }

    @Test
    void authoritiesThatCannotBeReadAreToldOfAtTheStart() throws Exception {
        Path none = files.resolve("none.pem");
        LdapSettings missing = Ldap.settings(1, "tls=ldaps", "ca-file=" + none);
        assertThatThrownBy(() -> DirectoryLogins.check(missing))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(none.toString());
        Files.writeString(none, "nothing");
        assertThatThrownBy(() -> DirectoryLogins.check(missing))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(none.toString());
    }
}
