package io.leveret.dist.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads a private key out of a PEM file: PKCS #8 (RFC 5958), plain or encrypted. Of other forms it says how to convert them. */
final class PemKey {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----(.*?)-----END ", Pattern.DOTALL);

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private PemKey() {}

    static PrivateKey read(Path file, String password) {
        Matcher block = BLOCK.matcher(TlsFiles.text(file));
        if (!block.find()) {
            throw new TlsException(file + " has no private key in PEM (-----BEGIN PRIVATE KEY-----)");
        }
        String kind = block.group(1).trim();
        boolean encrypted = kind.equals("ENCRYPTED");
        if (!kind.isEmpty() && !encrypted) {
            throw new TlsException("the private key in " + file
                    + " is not in the form PKCS #8; `openssl pkcs8 -topk8 -in " + file + " -out NEW` converts it");
        }
        byte[] octets = Base64.getMimeDecoder().decode(block.group(2));
        try {
            return key(encrypted ? decrypted(encrypted(file, octets), password) : new PKCS8EncodedKeySpec(octets));
        } catch (GeneralSecurityException e) {
            throw new TlsException(
                    "the private key in " + file + " can't be read: " + e.getMessage()
                            + (encrypted ? "; is leveret.tls.key-password right?" : ""),
                    e);
        }
    }

    private static EncryptedPrivateKeyInfo encrypted(Path file, byte[] octets) {
        try {
            return new EncryptedPrivateKeyInfo(octets);
        } catch (IOException e) {
            throw new TlsException(
                    "the private key in " + file + " is encrypted in a way that Java does not know (" + e.getMessage()
                            + "); `openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + file + " -out NEW` converts it",
                    e);
        }
    }

    private static PKCS8EncodedKeySpec decrypted(EncryptedPrivateKeyInfo info, String password)
            throws GeneralSecurityException {
        // the parameters of PBES2 (RFC 8018) print as the scheme that they describe
        String scheme = info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                ? info.getAlgParameters().toString()
                : info.getAlgName();
        SecretKey secret = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(Cipher.DECRYPT_MODE, secret, info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    /** The octets name their algorithm, but Java wants to be told. */
    private static PrivateKey key(PKCS8EncodedKeySpec octets) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(octets);
            } catch (InvalidKeySpecException e) {
                // of another one
            }
        }
        throw new InvalidKeySpecException("it is for none of " + String.join(", ", ALGORITHMS));
    }
}
