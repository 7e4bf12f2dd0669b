package io.leveret.dist.ldap;

import io.leveret.dist.settings.LdapSettings;
import io.leveret.dist.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Settings of a directory, as an operator writes them. */
final class Ldap {
    private Ldap() {}

    /** Users by the pattern of {@link TestDirectory}; {@code settings} are of the form {@code key=value} without {@code leveret.ldap.}, and change that. */
    static LdapSettings settings(int port, String... settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("leveret.logins.backends", "[ldap]");
        all.put("leveret.ldap.servers", "[\"127.0.0.1:" + port + "\"]");
        all.put("leveret.ldap.user-dn-pattern", TestDirectory.PATTERN);
        all.put("leveret.ldap.timeout", "3 s");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put("leveret.ldap." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return Settings.load(Optional.empty(), all, Map.of()).access().ldap();
    }

    static LdapSettings groups(int port, String groups, String... settings) {
        String[] all = new String[settings.length + 3];
        all[0] = "authorization=groups";
        all[1] = "groups=[" + groups + "]";
        all[2] = "membership.base=" + TestDirectory.GROUPS;
        System.arraycopy(settings, 0, all, 3, settings.length);
        return settings(port, all);
    }
}
