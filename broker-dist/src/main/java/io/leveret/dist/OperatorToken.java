package io.leveret.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that is new at each start and lies in the data directory, readable by the service's own user alone: who can read it operates the broker, and
 * {@code leveretctl} needs no password there.
 */
final class OperatorToken {
    static final String FILE = "management.token";
    private static final int BYTES = 32;

    private OperatorToken() {}

    /** Writes a new token and returns it. */
    static String write(Path dataDirectory) {
        byte[] octets = new byte[BYTES];
        new SecureRandom().nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        Path file = dataDirectory.resolve(FILE);
        Path fresh = dataDirectory.resolve(FILE + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, token.getBytes(StandardCharsets.US_ASCII));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartException("cannot write " + file + ", which lets leveretctl in: " + e);
        }
        return token;
    }
}
