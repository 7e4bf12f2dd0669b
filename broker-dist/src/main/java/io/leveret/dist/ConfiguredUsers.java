package io.leveret.dist;

import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.node.Configured;
import io.leveret.dist.access.PasswordHash;
import io.leveret.dist.settings.Settings;
import io.leveret.dist.settings.UserSettings;
import java.util.Set;

/** What the configuration file says of virtual hosts and users, for the node. */
final class ConfiguredUsers {
    private ConfiguredUsers() {}

    static Configured of(Settings settings) {
        Configured configured = new Configured();
        settings.vhosts().forEach(configured::vhost);
        for (UserSettings user : settings.users()) {
            configured.user(new Account(
                    user.name(), PasswordHash.of(user.password()), Set.copyOf(user.tags()), user.loopbackOnly()));
            for (UserSettings.Permission permission : user.permissions()) {
                configured.permission(
                        permission.vhost(),
                        user.name(),
                        Permissions.of(permission.configure(), permission.write(), permission.read()));
            }
        }
        return configured;
    }
}
