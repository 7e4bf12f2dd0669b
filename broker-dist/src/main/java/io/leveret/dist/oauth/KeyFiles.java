package io.leveret.dist.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.leveret.dist.settings.OauthSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys that the settings name. What is wrong with a file is an {@link OauthException} that says so. */
final class KeyFiles {
    private static final int LARGEST = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----(.*?)-----END ", Pattern.DOTALL);
    private static final String KEYS = "leveret.oauth2.keys";

    private KeyFiles() {}

    static List<JWK> read(OauthSettings.Keys settings) {
        List<JWK> keys = new ArrayList<>();
        for (OauthSettings.SigningKey key : settings.listed()) {
            keys.add(key.file().map(file -> fromPem(file, key.id())).orElseGet(() -> symmetric(key)));
        }
        settings.jwksFile().ifPresent(file -> keys.addAll(fromSet(file)));
        keys.forEach(key -> refuseWeak(key, "leveret.oauth2"));
        return keys;
    }

    private static JWK symmetric(OauthSettings.SigningKey key) {
        return new OctetSequenceKey.Builder(key.secret().getBytes(StandardCharsets.UTF_8))
                .keyID(key.id())
                .build();
    }

    private static JWK fromPem(Path file, String id) {
        Matcher block = BLOCK.matcher(text(file));
        if (!block.find()) {
            throw new OauthException(KEYS + ": " + file
                    + " has neither a public key (-----BEGIN PUBLIC KEY-----) nor a certificate in PEM");
        }
        try {
            byte[] octets = Base64.getMimeDecoder().decode(block.group(2));
            return jwk(block.group(1).equals("CERTIFICATE") ? certified(octets) : publicKey(octets), id);
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException e) {
            throw new OauthException(KEYS + ": the key in " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static PublicKey certified(byte[] octets) throws GeneralSecurityException {
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets));
        return certificate.getPublicKey();
    }

    private static PublicKey publicKey(byte[] octets) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(octets));
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(octets));
        }
    }

    private static JWK jwk(PublicKey key, String id) throws JOSEException, GeneralSecurityException {
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).keyID(id).build();
        }
        Curve curve = key instanceof ECPublicKey ec ? Curve.forECParameterSpec(ec.getParams()) : null;
        if (curve == null) {
            throw new GeneralSecurityException("keys of kind " + key.getAlgorithm() + " are not taken");
        }
        return new ECKey.Builder(curve, (ECPublicKey) key).keyID(id).build();
    }

    private static List<JWK> fromSet(Path file) {
        try {
            return JWKSet.parse(text(file)).getKeys();
        } catch (ParseException | IllegalArgumentException e) {
            throw new OauthException("leveret.oauth2.jwks-file: " + file + " is no set of keys: " + e.getMessage(), e);
        }
    }

    /** RFC 7518 §3.3: RSA has at least 2,048 bits. */
    static boolean isWeak(JWK key) {
        return key instanceof RSAKey && key.size() < 2_048;
    }

    private static void refuseWeak(JWK key, String where) {
        if (isWeak(key)) {
            throw new OauthException(where + ": the RSA key '" + key.getKeyID() + "' has " + key.size()
                    + " bits, and counts for nothing with less than 2048");
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(LARGEST + 1);
            if (octets.length > LARGEST) {
                throw new OauthException(file + " has more than 1 MiB, and is no file of keys");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new OauthException(file + " can't be read: " + reason, e);
        }
    }

    /** The certificates of a file of PEM. */
    static List<X509Certificate> certificates(Path file) {
        try (InputStream in = new ByteArrayInputStream(text(file).getBytes(StandardCharsets.UTF_8))) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new OauthException(
                        "leveret.oauth2.ca-file: " + file + " has no certificate in PEM (-----BEGIN CERTIFICATE-----)");
            }
            return found;
        } catch (GeneralSecurityException | IOException e) {
            throw new OauthException("leveret.oauth2.ca-file: " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
