package io.leveret.dist.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.RevocationServer;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** An authority with what it has issued, in files of a directory. */
public final class TestCertificates {
    private final Path directory;
    private final X509Bundle authority;

    public TestCertificates(Path directory) throws Exception {
        this.directory = directory;
        this.authority = new CertificateBuilder()
                .subject("CN=Test Authority")
                .setIsCertificateAuthority(true)
                .setKeyUsage(
                        true,
                        CertificateBuilder.KeyUsage.keyCertSign,
                        CertificateBuilder.KeyUsage.cRLSign,
                        CertificateBuilder.KeyUsage.digitalSignature)
                .ecp256()
                .buildSelfSigned();
        Files.writeString(trusted(), authority.getCertificatePEM());
    }

    public Path trusted() {
        return directory.resolve("ca.pem");
    }

    /** A certificate for the broker on this host. */
    public X509Bundle server(String commonName) throws Exception {
        return new CertificateBuilder()
                .subject("CN=" + commonName)
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .notAfter(Instant.now().plus(Duration.ofDays(90)))
                .ecp256()
                .buildIssuedBy(authority);
    }

    public CertificateBuilder client(String subject) {
        return new CertificateBuilder().subject(subject).ecp256();
    }

    public X509Bundle issue(CertificateBuilder certificate) throws Exception {
        return certificate.buildIssuedBy(authority);
    }

    /** Writes {@code NAME.pem} and {@code NAME.key}. */
    public void write(String name, X509Bundle bundle) throws IOException {
        Files.writeString(directory.resolve(name + ".pem"), bundle.getCertificatePathPEM());
        Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Writes the list of revoked certificates, and returns its file. */
    public Path revoke(X509Bundle... revoked) throws Exception {
        RevocationServer server = RevocationServer.getInstance();
        server.register(authority);
        for (X509Bundle one : revoked) {
            server.revoke(one, Instant.parse("2026-01-02T03:04:05Z"));
        }
        Path file = directory.resolve("revoked.crl");
        try (InputStream list = server.getCrlUri(authority).toURL().openStream()) {
            Files.write(file, list.readAllBytes());
        }
        return file;
    }

    /** Settings of a broker that serves AMQP with TLS too, on any port; with a certificate of its own. */
    public String[] serve() throws Exception {
        write("server", server("broker"));
        return new String[] {
            "leveret.listeners.amqps.enabled=true",
            "leveret.listeners.amqps.port=0",
            "leveret.listeners.amqps.hosts=[\"127.0.0.1\"]",
            "leveret.tls.certificate=" + file("server.pem"),
            "leveret.tls.key=" + file("server.key")
        };
    }

    /** What a client connects with that trusts the authority, and shows a certificate unless that is null. */
    public SSLContext clientContext(@Nullable X509Bundle certificate, String protocol)
            throws GeneralSecurityException, IOException {
        KeyStore trust = KeyStore.getInstance(KeyStore.getDefaultType());
        trust.load(null, null);
        trust.setCertificateEntry("ca", authority.getCertificate());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust);
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(certificate == null ? null : keys(certificate), trusted.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static KeyManager[] keys(X509Bundle certificate) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.toKeyStore(new char[0]), new char[0]);
        return new KeyManager[] {new Stubborn((X509ExtendedKeyManager) keys.getKeyManagers()[0])};
    }

    /** Shows its one certificate, whoever's the server wants. */
    private static final class Stubborn extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;

        Stubborn(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return keys.getClientAliases("EC", null)[0];
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return keys.getClientAliases(type, null);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
