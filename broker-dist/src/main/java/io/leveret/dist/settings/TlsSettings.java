package io.leveret.dist.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code leveret.tls}: what listeners with TLS show and ask for. {@code trusted} are the authorities whose clients are taken, {@code revoked} the lists of
 * certificates of theirs that are not; an empty {@code ciphers} stands for those of Java or OpenSSL.
 */
public record TlsSettings(
        Keys keys,
        ClientCertificates clientCertificates,
        Optional<Path> trusted,
        Optional<Path> revoked,
        List<String> versions,
        List<String> ciphers,
        int handshakeTimeoutMillis,
        Login login) {
    private static final String FILE = "the path of a file, or an empty text";

    /** Where certificate and key are: two files of PEM, or one key store. */
    public record Keys(
            Optional<Path> certificate,
            Optional<Path> key,
            String keyPassword,
            Optional<Path> keyStore,
            String keyStorePassword) {
        @Override
        public String toString() {
            return "Keys[certificate=" + certificate + ", key=" + key + ", keyStore=" + keyStore + "]"; // no passwords
        }
    }

    /** Whether clients show a certificate. */
    public enum ClientCertificates {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /** Which name of a certificate is the user's; {@code index} counts alternative names of its kind from 0. */
    public record Login(UserName userName, int index) {}

    /** A name of a certificate. */
    public enum UserName {
        DISTINGUISHED_NAME,
        COMMON_NAME,
        ALTERNATIVE_EMAIL,
        ALTERNATIVE_DNS,
        ALTERNATIVE_URI,
        ALTERNATIVE_IP
    }

    static TlsSettings read(SettingsReader reader) {
        return new TlsSettings(
                new Keys(
                        reader.optionalPath("leveret.tls.certificate", FILE),
                        reader.optionalPath("leveret.tls.key", FILE),
                        reader.secret("leveret.tls.key-password"),
                        reader.optionalPath("leveret.tls.key-store", FILE),
                        reader.secret("leveret.tls.key-store-password")),
                reader.choice("leveret.tls.client-certificates", ClientCertificates.class),
                reader.optionalPath("leveret.tls.trusted", FILE),
                reader.optionalPath("leveret.tls.revoked", FILE),
                reader.texts(
                        "leveret.tls.versions",
                        "a list of TLSv1.2, TLSv1.3 or both",
                        versions -> !versions.isEmpty()
                                && List.of("TLSv1.2", "TLSv1.3").containsAll(versions)),
                reader.texts(
                        "leveret.tls.ciphers",
                        "a list of names such as TLS_AES_256_GCM_SHA384",
                        names -> names.stream().noneMatch(String::isBlank)),
                (int) reader.duration("leveret.tls.handshake-timeout", "100 ms", "1 h")
                        .toMillis(),
                new Login(
                        reader.choice("leveret.tls.user-name", UserName.class),
                        reader.whole("leveret.tls.user-name-index", 0, 100)));
    }
}
