package io.leveret.dist.access;

import io.leveret.dist.settings.UserSettings.HashedPassword;
import io.leveret.dist.settings.UserSettings.Password;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: a text that says itself how it was made, its parts separated by {@value #SEPARATOR}. New ones are
 * {@code pbkdf2-sha256$rounds$salt$key}; RabbitMQ's are the name of its module and its base64 of four octets of salt and the digest of salt and
 * password. The empty text lets nobody in. Immutable.
 */
public final class PasswordHash {
    static final int ROUNDS = 210_000;

    static final String SEPARATOR = "$";
    static final String PBKDF2 = "pbkdf2-sha256";

    /** Of hashes that were made elsewhere: a login is to end some day. */
    private static final int MOST_ROUNDS = 10 * ROUNDS;

    private static final int PBKDF2_SALT = 16;
    private static final int KEY_BITS = 256;
    private static final int RABBIT_SALT = 4;
    private static final String RABBIT_PREFIX = "rabbit_password_hashing_";
    static final String RABBIT_SHA256 = RABBIT_PREFIX + "sha256";
    private static final Map<String, String> RABBIT_DIGESTS =
            Map.of(RABBIT_SHA256, "SHA-256", RABBIT_PREFIX + "sha512", "SHA-512", RABBIT_PREFIX + "md5", "MD5");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String scheme;
    private final int rounds;
    private final byte[] salt;
    private final byte[] digest;

    private PasswordHash(String scheme, int rounds, byte[] salt, byte[] digest) {
        this.scheme = scheme;
        this.rounds = rounds;
        this.salt = salt;
        this.digest = digest;
    }

    /** What is kept of a new password; takes as long as a login. */
    public static String of(String password) {
        byte[] salt = random(PBKDF2_SALT);
        byte[] key = pbkdf2(password.getBytes(StandardCharsets.UTF_8), salt, ROUNDS);
        return String.join(SEPARATOR, PBKDF2, Integer.toString(ROUNDS), base64(salt), base64(key));
    }

    /** What the configuration file says. A password that stands there as it is gets a hash that is fast and never written anywhere. */
    public static String of(Password password) {
        return password instanceof HashedPassword hashed
                ? ofRabbit(RABBIT_PREFIX + hashed.algorithm().name().toLowerCase(Locale.ROOT), hashed.saltAndDigest())
                : ofPlain(((PlainPassword) password).text());
    }

    private static String ofPlain(String password) {
        return ofRabbit(RABBIT_SHA256, rabbitHash(password.getBytes(StandardCharsets.UTF_8)));
    }

    /** What RabbitMQ would keep of a password, with {@value #RABBIT_SHA256}. */
    static String rabbitHash(byte[] password) {
        byte[] salt = random(RABBIT_SALT);
        byte[] digest = digest("SHA-256", salt, password);
        byte[] both = Arrays.copyOf(salt, RABBIT_SALT + digest.length);
        System.arraycopy(digest, 0, both, RABBIT_SALT, digest.length);
        return base64(both);
    }

    /** {@code algorithm} and {@code hash} as RabbitMQ's definitions have them; an empty hash lets nobody in. */
    public static String ofRabbit(String algorithm, String hash) {
        return hash.isEmpty() ? "" : algorithm + SEPARATOR + hash;
    }

    /** Empty for a text that is empty, or not one of those that are made here. */
    static Optional<PasswordHash> parse(String text) {
        String[] parts = text.split("\\" + SEPARATOR, -1);
        try {
            if (parts.length == 4 && parts[0].equals(PBKDF2)) {
                return Optional.of(
                        new PasswordHash(PBKDF2, Integer.parseInt(parts[1]), octets(parts[2]), octets(parts[3])));
            }
            if (parts.length == 2 && RABBIT_DIGESTS.containsKey(parts[0])) {
                byte[] both = octets(parts[1]);
                return Optional.of(new PasswordHash(
                        parts[0],
                        0,
                        Arrays.copyOf(both, RABBIT_SALT),
                        Arrays.copyOfRange(both, RABBIT_SALT, both.length)));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) { // no number, no base64, or too short
            return Optional.empty();
        }
    }

    /** Whether a check takes as long as it should take a stranger to try a password. */
    boolean isSlow() {
        return scheme.equals(PBKDF2);
    }

    /** Whether its algorithm makes such a hash, and a login can be checked by it in reasonable time. */
    boolean isSound() {
        String name = RABBIT_DIGESTS.get(scheme);
        return name == null
                ? digest.length == KEY_BITS / Byte.SIZE && salt.length > 0 && rounds > 0 && rounds <= MOST_ROUNDS
                : digest.length == digest(name, salt, new byte[0]).length;
    }

    /** Takes the same time whether and where the two differ. */
    boolean matches(byte[] password) {
        String name = RABBIT_DIGESTS.get(scheme);
        byte[] given = name == null ? pbkdf2(password, salt, rounds) : digest(name, salt, password);
        return MessageDigest.isEqual(digest, given);
    }

    /** Takes as long as a check of a new password: for those that need none or fail sooner. */
    static void spend() {
        pbkdf2(new byte[] {1}, new byte[PBKDF2_SALT], ROUNDS);
    }

    private static byte[] pbkdf2(byte[] password, byte[] salt, int rounds) {
        char[] characters = new String(password, StandardCharsets.UTF_8).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters, salt, rounds, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] digest(String name, byte[] salt, byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance(name);
            digest.update(salt);
            return digest.digest(password);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }

    private static byte[] random(int count) {
        byte[] octets = new byte[count];
        RANDOM.nextBytes(octets);
        return octets;
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static byte[] octets(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
