package io.leveret.ctl.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A password as rabbit_password_hashing_sha256 keeps it: base64 of four octets of salt and the SHA-256 of both. */
final class PasswordHash {
    private static final int SALT_SIZE = 4;

    private PasswordHash() {}

    static String of(String password) {
        byte[] salt = new byte[SALT_SIZE];
        new SecureRandom().nextBytes(salt);
        return of(password, salt);
    }

    static String of(String password, byte[] salt) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            byte[] digest = sha256.digest(password.getBytes(StandardCharsets.UTF_8));
            byte[] hash = new byte[salt.length + digest.length];
            System.arraycopy(salt, 0, hash, 0, salt.length);
            System.arraycopy(digest, 0, hash, salt.length, digest.length);
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
