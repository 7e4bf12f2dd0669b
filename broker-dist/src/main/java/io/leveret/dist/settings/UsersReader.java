package io.leveret.dist.settings;

import com.typesafe.config.ConfigValue;
import io.leveret.dist.settings.UserSettings.HashedPassword;
import io.leveret.dist.settings.UserSettings.HashingAlgorithm;
import io.leveret.dist.settings.UserSettings.Password;
import io.leveret.dist.settings.UserSettings.Permission;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code leveret.users}; whatever is wrong with an entry goes to the list of problems. */
final class UsersReader {
    private static final String LIST = "a list of users, such as [{ name = app, password = ${APP_PASSWORD} }]";
    private static final int SALT_BYTES = 4;
    private static final List<String> USER_KEYS =
            List.of("name", "password", "password-hash", "hashing-algorithm", "tags", "loopback-only", "permissions");
    private static final List<String> PERMISSION_KEYS = List.of("vhost", "configure", "write", "read");

    private final List<Problem> problems;
    private final List<String> vhosts;
    private final Set<String> names = new HashSet<>();

    /** {@code taken} is the name of the default user, which no entry may have. */
    UsersReader(List<Problem> problems, List<String> vhosts, String taken) {
        this.problems = problems;
        this.vhosts = vhosts;
        names.add(taken);
    }

    List<UserSettings> read(String key, ConfigValue value) {
        List<UserSettings> users = new ArrayList<>();
        for (Section entry : Section.list(key, value, LIST, USER_KEYS, problems)) {
            users.add(user(entry));
        }
        return users;
    }

    private UserSettings user(Section entry) {
        String name = entry.required("name", "a name of 1 to 255 bytes", UsersReader::name);
        if (!name.isEmpty() && !names.add(name)) {
            String expected = "a name that no other user has, the default user included";
            problems.add(Problem.unexpected(entry.value("name"), entry.path("name"), expected));
        }
        return new UserSettings(
                name,
                password(entry),
                entry.optional("tags", "a list of tags, such as [administrator]", Values::texts)
                        .orElse(List.of()),
                entry.optional("loopback-only", "true or false", Values::truth).orElse(false),
                permissions(entry));
    }

    private Password password(Section entry) {
        HashingAlgorithm algorithm = entry.optional(
                        "hashing-algorithm", "one of sha256, sha512, md5", UsersReader::algorithm)
                .orElse(HashingAlgorithm.SHA256);
        boolean plain = entry.has("password");
        if (plain == entry.has("password-hash")) {
            String found = plain ? "both" : "neither";
            entry.problem("expected either password or password-hash, found " + found);
            return new PlainPassword("");
        }
        if (plain) {
            String text = entry.secret(
                    "password",
                    "a text that is not empty",
                    value -> Values.text(value).filter(password -> !password.isEmpty()));
            return new PlainPassword(text);
        }
        int bytes = SALT_BYTES + algorithm.digestBytes();
        String expected = "the base64 of " + bytes + " bytes (salt and digest), as RabbitMQ exports it";
        String hash = entry.secret(
                "password-hash", expected, value -> Values.text(value).filter(text -> decodedBytes(text) == bytes));
        return new HashedPassword(algorithm, hash);
    }

    private List<Permission> permissions(Section user) {
        if (!user.has("permissions")) {
            return List.of();
        }
        String expected =
                "a list of permissions, such as [{ vhost = \"/\", configure = \"\", write = \".*\", read = \".*\" }]";
        List<Permission> permissions = new ArrayList<>();
        for (Section entry : user.list("permissions", expected, PERMISSION_KEYS)) {
            String vhost = entry.required(
                    "vhost",
                    "one of leveret.vhosts " + vhosts,
                    value -> Values.text(value).filter(vhosts::contains));
            String regex = "a regular expression";
            permissions.add(new Permission(
                    vhost,
                    entry.required("configure", regex, UsersReader::regex),
                    entry.required("write", regex, UsersReader::regex),
                    entry.required("read", regex, UsersReader::regex)));
        }
        return permissions;
    }

    private static Optional<String> name(ConfigValue value) {
        return Values.text(value).filter(Settings::isShortName);
    }

    /** RabbitMQ's own names are taken too, so that an entry of its definitions file can be copied. */
    private static Optional<HashingAlgorithm> algorithm(ConfigValue value) {
        return Values.text(value)
                .map(text -> text.replaceFirst("^rabbit_password_hashing_", ""))
                .flatMap(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "sha256" -> Optional.of(HashingAlgorithm.SHA256);
                    case "sha512" -> Optional.of(HashingAlgorithm.SHA512);
                    case "md5" -> Optional.of(HashingAlgorithm.MD5);
                    default -> Optional.empty();
                });
    }

    private static Optional<String> regex(ConfigValue value) {
        return Values.text(value).filter(Values::isRegex);
    }

    private static int decodedBytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
