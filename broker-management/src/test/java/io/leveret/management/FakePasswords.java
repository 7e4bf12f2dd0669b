package io.leveret.management;

import io.leveret.management.broker.Passwords;
import java.nio.charset.StandardCharsets;

/** "Hashes" a password by turning it around; its own algorithm is called reversed. */
final class FakePasswords implements Passwords {
    @Override
    public String hash(byte[] password) {
        if (!Thread.currentThread().getName().contains("worker")) {
            throw new IllegalStateException(
                    "hashed on " + Thread.currentThread().getName());
        }
        return ofRabbit(reversed(password), "reversed");
    }

    @Override
    public String ofRabbit(String hash, String algorithm) {
        if (!algorithm.equals("reversed") && !algorithm.startsWith("rabbit_password_hashing_")) {
            throw new IllegalArgumentException("unknown hashing_algorithm '" + algorithm + "'");
        }
        return hash.isEmpty() ? "" : algorithm + "$" + hash;
    }

    @Override
    public String rabbitHash(byte[] password) {
        return "salted " + reversed(password);
    }

    @Override
    public Shown shown(String kept) {
        String[] parts = kept.split("\\$", 2);
        return parts.length == 2 ? new Shown(parts[1], parts[0]) : new Shown("", "rabbit_password_hashing_sha256");
    }

    private static String reversed(byte[] password) {
        return new StringBuilder(new String(password, StandardCharsets.UTF_8))
                .reverse()
                .toString();
    }
}
