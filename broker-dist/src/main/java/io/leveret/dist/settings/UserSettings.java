package io.leveret.dist.settings;

import java.util.List;

/** A user that exists from the start. */
public record UserSettings(
        String name, Password password, List<String> tags, boolean loopbackOnly, List<Permission> permissions) {

    /** Regular expressions of what the user may configure, write and read in a virtual host; empty: nothing. */
    public record Permission(String vhost, String configure, String write, String read) {}

    /** The secret of a user; never shown by {@code toString}. */
    public sealed interface Password {}

    /** A password as the operator wrote it. */
    public record PlainPassword(String text) implements Password {
        @Override
        public String toString() {
            return "(not shown)";
        }
    }

    /** RabbitMQ's form in base64: four bytes of salt, then the digest of the salt and the password's UTF-8 bytes. */
    public record HashedPassword(HashingAlgorithm algorithm, String saltAndDigest) implements Password {
        @Override
        public String toString() {
            return "(not shown)";
        }
    }

    /** How a {@link HashedPassword} was made. */
    public enum HashingAlgorithm {
        SHA256("SHA-256", 32),
        SHA512("SHA-512", 64),
        MD5("MD5", 16);

        private final String digestName;
        private final int digestBytes;

        HashingAlgorithm(String digestName, int digestBytes) {
            this.digestName = digestName;
            this.digestBytes = digestBytes;
        }

        /** The name that {@link java.security.MessageDigest} knows. */
        public String digestName() {
            return digestName;
        }

        public int digestBytes() {
            return digestBytes;
        }
    }
}
