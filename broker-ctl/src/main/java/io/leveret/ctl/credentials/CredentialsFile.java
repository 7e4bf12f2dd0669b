package io.leveret.ctl.credentials;

import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A file of lines {@code key=value} with {@code user} and {@code password}, or {@code token}; for its owner's eyes only. */
final class CredentialsFile {
    private static final Set<String> KEYS = Set.of("user", "password", "token");
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private CredentialsFile() {}

    static Credentials read(Path file) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines(file)) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String key = equals < 0 ? "" : text.substring(0, equals).strip();
            if (!KEYS.contains(key)) {
                // the line is not told, it may be a secret
                throw refused(file, "has a line that is not user=NAME, password=SECRET or token=SECRET");
            }
            values.put(key, text.substring(equals + 1).strip());
        }
        String token = values.get("token");
        if (token != null) {
            return Credentials.token(token, "holder of the token in " + file);
        }
        String user = values.get("user");
        String password = values.get("password");
        if (user == null || password == null) {
            throw refused(file, "has no user=NAME and password=SECRET, and no token=SECRET");
        }
        return Credentials.of(user, password);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
                throw refused(file, "can be read by others; chmod 600 " + file);
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new CommandException(ExitCode.CONFIGURATION, "cannot read the credentials file " + file + ": " + e);
        }
    }

    private static CommandException refused(Path file, String why) {
        return new CommandException(ExitCode.CONFIGURATION, "the credentials file " + file + " " + why);
    }
}
