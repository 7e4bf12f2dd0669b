package io.leveret.dist.access;

import io.leveret.dist.settings.UserSettings.HashedPassword;
import io.leveret.dist.settings.UserSettings.HashingAlgorithm;
import io.leveret.dist.settings.UserSettings.Password;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** A password as RabbitMQ keeps it: four octets of salt, then the digest of salt and password. */
final class PasswordHash {
    private static final int SALT = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HashingAlgorithm algorithm;
    private final byte[] salt;
    private final byte[] digest;

    private PasswordHash(HashingAlgorithm algorithm, byte[] salt, byte[] digest) {
        this.algorithm = algorithm;
        this.salt = salt;
        this.digest = digest;
    }

    static PasswordHash of(Password password) {
        if (password instanceof HashedPassword hashed) {
            byte[] octets = Base64.getDecoder().decode(hashed.saltAndDigest());
            return new PasswordHash(
                    hashed.algorithm(), Arrays.copyOf(octets, SALT), Arrays.copyOfRange(octets, SALT, octets.length));
        }
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] text = ((PlainPassword) password).text().getBytes(StandardCharsets.UTF_8);
        return new PasswordHash(HashingAlgorithm.SHA256, salt, digest(HashingAlgorithm.SHA256, salt, text));
    }

    /** Takes the same time whether and where the two differ. */
    boolean matches(byte[] password) {
        return MessageDigest.isEqual(digest, digest(algorithm, salt, password));
    }

    private static byte[] digest(HashingAlgorithm algorithm, byte[] salt, byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.digestName());
            digest.update(salt);
            return digest.digest(password);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm.digestName(), e);
        }
    }
}
