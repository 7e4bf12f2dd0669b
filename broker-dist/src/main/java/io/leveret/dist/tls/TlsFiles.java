package io.leveret.dist.tls;

import io.leveret.dist.settings.TlsSettings;
import io.leveret.dist.settings.TlsSettings.ClientCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what {@code leveret.tls} names. */
final class TlsFiles {
    private static final int LARGEST = 16 << 20;

    private final TlsSettings settings;

    TlsFiles(TlsSettings settings) {
        this.settings = settings;
    }

    /** All files that the settings name. */
    List<Path> all() {
        TlsSettings.Keys keys = settings.keys();
        return Stream.of(keys.certificate(), keys.key(), keys.keyStore(), settings.trusted(), settings.revoked())
                .flatMap(Optional::stream)
                .toList();
    }

    /** What tells one state of the files from another. */
    List<String> fingerprints() {
        List<String> fingerprints = new ArrayList<>();
        for (Path file : all()) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                fingerprints.add(file + " " + now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
            } catch (IOException e) {
                fingerprints.add("not there");
            }
        }
        return fingerprints;
    }

    /** Throws {@link TlsException} if something is missing, can't be read, or does not fit together. */
    TlsMaterial read() {
        TlsSettings.Keys keys = settings.keys();
        TlsMaterial own;
        if (keys.keyStore().isPresent()) {
            own = fromStore(keys.keyStore().get(), keys.keyStorePassword());
        } else if (keys.certificate().isPresent() && keys.key().isPresent()) {
            own = new TlsMaterial(
                    PemKey.read(keys.key().get(), keys.keyPassword()),
                    certificates(keys.certificate().get()),
                    null);
        } else {
            throw new TlsException(
                    "TLS needs a certificate and its key: set leveret.tls.certificate and leveret.tls.key, or leveret.tls.key-store");
        }
        checkPair(own);
        return settings.clientCertificates() == ClientCertificates.NONE
                ? own
                : new TlsMaterial(own.key(), own.chain(), Authorities.trust(trusted(), revoked()));
    }

    private List<X509Certificate> trusted() {
        Path file = settings.trusted()
                .orElseThrow(
                        () -> new TlsException(
                                "leveret.tls.client-certificates asks for certificates, and leveret.tls.trusted names no authorities whose are taken"));
        return certificates(file);
    }

    private @Nullable List<X509CRL> revoked() {
        return settings.revoked().map(TlsFiles::lists).orElse(null);
    }

    private static TlsMaterial fromStore(Path file, String password) {
        char[] secret = password.toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) instanceof PrivateKey key) {
                    return new TlsMaterial(key, x509(store.getCertificateChain(alias)), null);
                }
            }
            throw new TlsException("key store " + file + " has no private key");
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException(
                    "key store " + file + " can't be read: " + reason(e) + "; is leveret.tls.key-store-password right?",
                    e);
        }
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }

    static List<X509Certificate> certificates(Path file) {
        try (InputStream in = open(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new TlsException(file + " has no certificate in PEM (-----BEGIN CERTIFICATE-----)");
            }
            return found;
        } catch (CertificateException | IOException e) {
            throw new TlsException("certificates in " + file + " can't be read: " + reason(e), e);
        }
    }

    private static List<X509CRL> lists(Path file) {
        try (InputStream in = open(file)) {
            List<X509CRL> found = CertificateFactory.getInstance("X.509").generateCRLs(in).stream()
                    .map(X509CRL.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new TlsException(file + " has no list of revoked certificates in PEM (-----BEGIN X509 CRL-----)");
            }
            return found;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("lists of revoked certificates in " + file + " can't be read: " + reason(e), e);
        }
    }

    static String text(Path file) {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException(file + " can't be read: " + reason(e), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new TlsException(file + " has more than 16 MiB, and is no file of certificates or keys");
        }
        return Files.newInputStream(file);
    }

    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    /** Something signed with the key is right by the certificate. */
    private static void checkPair(TlsMaterial own) {
        byte[] something = {1, 2, 3};
        String name = own.certificate().getSubjectX500Principal().getName();
        try {
            Signature signature = Signature.getInstance(scheme(own.key()));
            signature.initSign(own.key());
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(own.certificate().getPublicKey());
            signature.update(something);
            if (!signature.verify(signed)) {
                throw new TlsException("the private key is not that of the certificate " + name);
            }
        } catch (GeneralSecurityException e) {
            throw new TlsException("the private key is not that of the certificate " + name + ": " + e.getMessage(), e);
        }
    }

    private static String scheme(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
