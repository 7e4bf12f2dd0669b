package io.leveret.dist.access;

import io.leveret.core.access.Authenticator;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.User;
import io.leveret.dist.settings.UserSettings;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users that the settings name. Immutable. */
public final class UserDirectory implements Authenticator {
    private final Map<String, Entry> users = new HashMap<>();
    private final PasswordHash nobody = PasswordHash.of(new PlainPassword(""));

    private record Entry(User user, PasswordHash password) {}

    /** With two users of one name the later one counts. */
    public UserDirectory(List<UserSettings> settings) {
        for (UserSettings user : settings) {
            users.put(user.name(), new Entry(user(user), PasswordHash.of(user.password())));
        }
    }

    private static User user(UserSettings settings) {
        Map<String, Permissions> permissions = new HashMap<>();
        for (UserSettings.Permission permission : settings.permissions()) {
            permissions.put(
                    permission.vhost(), Permissions.of(permission.configure(), permission.write(), permission.read()));
        }
        return new User(settings.name(), Set.copyOf(settings.tags()), settings.loopbackOnly(), permissions);
    }

    /** An empty password logs nobody in, as in RabbitMQ; an unknown name costs the same digest as a known one. */
    @Override
    public @Nullable User authenticate(String name, byte[] password) {
        Entry entry = users.get(name);
        PasswordHash hash = entry == null ? nobody : entry.password();
        boolean matches = hash.matches(password);
        return entry != null && matches && password.length > 0 ? entry.user() : null;
    }
}
