package io.leveret.dist.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.leveret.dist.settings.OauthSettings;
import io.leveret.dist.settings.OauthSettings.SigningKey;
import io.netty.pkitesting.CertificateBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
    private static final TestTokens TOKENS = TestTokens.withKey("key-1");

    @TempDir
    private Path directory;

    private static String pem(Key key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private Path file(String content) throws Exception {
        return Files.writeString(directory.resolve("key.pem"), content);
    }

    private static List<JWK> read(Path file) {
        return KeyFiles.read(new OauthSettings.Keys(
                List.of(new SigningKey("k", Optional.of(file), "")), Optional.empty(), "", Optional.empty()));
    }

    private static List<JWK> readSet(Path file) {
        return KeyFiles.read(new OauthSettings.Keys(List.of(), Optional.of(file), "", Optional.empty()));
    }

    @Test
    void aPublicKeyHasTheIdThatTheSettingsGiveIt() throws Exception {
        List<JWK> keys = read(file(pem(TOKENS.key().toPublicKey())));
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).getKeyID()).isEqualTo("k");
        assertThat(keys.get(0).toRSAKey().toPublicKey()).isEqualTo(TOKENS.key().toPublicKey());
        Key ec = new ECKeyGenerator(Curve.P_384).generate().toPublicKey();
        assertThat(read(file("a comment\n" + pem(ec))).get(0).toECKey().getCurve())
                .isEqualTo(Curve.P_384);
    }

    @Test
    void aCertificateIsAKey() throws Exception {
        String certificate = new CertificateBuilder()
                .subject("CN=signer")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificatePEM();
        assertThat(read(file(certificate)).get(0).getKeyType()).isEqualTo(KeyType.EC);
    }

    @Test
    void aSecretIsAKey() {
        List<JWK> keys = KeyFiles.read(new OauthSettings.Keys(
                List.of(new SigningKey("k", Optional.empty(), "s".repeat(32))),
                Optional.empty(),
                "",
                Optional.empty()));
        assertThat(keys.get(0).toOctetSequenceKey().toByteArray()).hasSize(32);
    }

    @Test
    void aSetOfKeysIsRead() throws Exception {
        assertThat(readSet(file(TOKENS.jwks()))).extracting(JWK::getKeyID).containsExactly("key-1");
    }

    @Test
    void whatIsWrongWithAFileIsTold() throws Exception {
        Path none = directory.resolve("none.pem");
        assertThatThrownBy(() -> read(none))
                .isInstanceOf(OauthException.class)
                .hasMessage(none + " can't be read: there is no such file");
        assertThatThrownBy(() -> read(file("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")))
                .hasMessageContaining("has neither a public key (-----BEGIN PUBLIC KEY-----) nor a certificate in PEM");
        assertThatThrownBy(() -> read(file("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")))
                .hasMessageContaining("can't be read: ");
        assertThatThrownBy(() -> readSet(file("{")))
                .isInstanceOf(OauthException.class)
                .hasMessageContaining("leveret.oauth2.jwks-file: ")
                .hasMessageContaining(" is no set of keys");
        assertThatThrownBy(() -> readSet(file(" ".repeat((1 << 20) + 1)))).hasMessageContaining("has more than 1 MiB");
        assertThatThrownBy(() -> KeyFiles.certificates(file("nothing")))
                .isInstanceOf(OauthException.class)
                .hasMessageContaining("leveret.oauth2.ca-file: ");
    }

    @Test
    void keysThatAreTooShortOrOfAnotherKindAreRefused() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        Key weak = rsa.generateKeyPair().getPublic();
        assertThatThrownBy(() -> read(file(pem(weak))))
                .hasMessage(
                        "leveret.oauth2: the RSA key 'k' has 1024 bits, and counts for nothing with less than 2048");
        Key edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        assertThatThrownBy(() -> read(file(pem(edwards)))).isInstanceOf(OauthException.class);
    }
}
