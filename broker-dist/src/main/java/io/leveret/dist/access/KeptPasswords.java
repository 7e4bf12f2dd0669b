package io.leveret.dist.access;

import io.leveret.management.broker.Passwords;
import java.nio.charset.StandardCharsets;

/** Passwords of users that management makes, kept as {@link PasswordHash} has them. */
public final class KeptPasswords implements Passwords {
    private static final String OWN_ALGORITHM = "leveret_pbkdf2_sha256";
    private static final String OWN_PREFIX = PasswordHash.PBKDF2 + PasswordHash.SEPARATOR;

    @Override
    public String hash(byte[] password) {
        return PasswordHash.of(new String(password, StandardCharsets.UTF_8));
    }

    @Override
    public String ofRabbit(String hash, String algorithm) {
        String kept = algorithm.equals(OWN_ALGORITHM) && !hash.isEmpty()
                ? OWN_PREFIX + hash
                : PasswordHash.ofRabbit(algorithm, hash);
        if (!kept.isEmpty()
                && PasswordHash.parse(kept).filter(PasswordHash::isSound).isEmpty()) {
            throw new IllegalArgumentException("password_hash is none of " + algorithm
                    + ": expected the base64 of four octets of salt and the digest, by one of rabbit_password_hashing_sha256,"
                    + " rabbit_password_hashing_sha512, rabbit_password_hashing_md5");
        }
        return kept;
    }

    @Override
    public String rabbitHash(byte[] password) {
        return PasswordHash.rabbitHash(password);
    }

    @Override
    public Shown shown(String kept) {
        if (kept.startsWith(OWN_PREFIX)) {
            return new Shown(kept.substring(OWN_PREFIX.length()), OWN_ALGORITHM);
        }
        int separator = kept.indexOf(PasswordHash.SEPARATOR);
        return separator < 0
                ? new Shown("", PasswordHash.RABBIT_SHA256)
                : new Shown(kept.substring(separator + 1), kept.substring(0, separator));
    }
}
