package io.leveret.dist.settings;

import com.typesafe.config.ConfigValue;
import io.leveret.dist.settings.SectionReader.Entry;
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
    private final SectionReader sections;
    private final Set<String> names = new HashSet<>();

    /** {@code taken} is the name of the default user, which no entry may have. */
    UsersReader(List<Problem> problems, List<String> vhosts, String taken) {
        this.problems = problems;
        this.vhosts = vhosts;
        this.sections = new SectionReader(problems);
        names.add(taken);
    }

    List<UserSettings> read(String key, ConfigValue value) {
        List<UserSettings> users = new ArrayList<>();
        for (Entry entry : sections.entries(key, value, LIST, USER_KEYS)) {
            users.add(user(entry));
        }
        return users;
    }

    private UserSettings user(Entry entry) {
        String name = sections.required(entry, "name", "a name of 1 to 255 bytes", UsersReader::name);
        if (!name.isEmpty() && !names.add(name)) {
            String expected = "a name that no other user has, the default user included";
            problems.add(Problem.unexpected(entry.value("name"), entry.path("name"), expected));
        }
        return new UserSettings(
                name,
                password(entry),
                sections.optional(entry, "tags", "a list of tags, such as [administrator]", Values::texts)
                        .orElse(List.of()),
                sections.optional(entry, "loopback-only", "true or false", Values::truth)
                        .orElse(false),
                permissions(entry));
    }

    private Password password(Entry entry) {
        HashingAlgorithm algorithm = sections.optional(
                        entry, "hashing-algorithm", "one of sha256, sha512, md5", UsersReader::algorithm)
                .orElse(HashingAlgorithm.SHA256);
        boolean plain = entry.has("password");
        if (plain == entry.has("password-hash")) {
            String found = plain ? "both" : "neither";
            sections.problem(entry, "expected either password or password-hash, found " + found);
            return new PlainPassword("");
        }
        if (plain) {
            String text = sections.secret(
                    entry,
                    "password",
                    "a text that is not empty",
                    value -> Values.text(value).filter(password -> !password.isEmpty()));
            return new PlainPassword(text);
        }
        int bytes = SALT_BYTES + algorithm.digestBytes();
        String expected = "the base64 of " + bytes + " bytes (salt and digest), as RabbitMQ exports it";
        String hash = sections.secret(
                entry,
                "password-hash",
                expected,
                value -> Values.text(value).filter(text -> decodedBytes(text) == bytes));
        return new HashedPassword(algorithm, hash);
    }

    private List<Permission> permissions(Entry user) {
        if (!user.has("permissions")) {
            return List.of();
        }
        String expected =
                "a list of permissions, such as [{ vhost = \"/\", configure = \"\", write = \".*\", read = \".*\" }]";
        List<Permission> permissions = new ArrayList<>();
        for (Entry entry :
                sections.entries(user.path("permissions"), user.value("permissions"), expected, PERMISSION_KEYS)) {
            String vhost = sections.required(
                    entry,
                    "vhost",
                    "one of leveret.vhosts " + vhosts,
                    value -> Values.text(value).filter(vhosts::contains));
            String regex = "a regular expression";
            permissions.add(new Permission(
                    vhost,
                    sections.required(entry, "configure", regex, SectionReader::regex),
                    sections.required(entry, "write", regex, SectionReader::regex),
                    sections.required(entry, "read", regex, SectionReader::regex)));
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

    private static int decodedBytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
