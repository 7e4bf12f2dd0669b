package io.leveret.dist.settings;

import com.unboundid.ldap.sdk.DN;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code leveret.ldap}: a directory that checks logins, and may say what users may do. Distinguished names are as texts that were found to be some. */
public record LdapSettings(
        List<Server> servers,
        Tls tls,
        UserNames users,
        LookupAccount service,
        Bounds bounds,
        Authorization authorization,
        Membership membership,
        List<LdapGroup> groups) {
    /** In distinguished names and expressions this stands for the name that somebody logs in with. */
    public static final String USERNAME = "${username}";

    /** In groups' distinguished names and in expressions this stands for the virtual host that somebody would enter. */
    public static final String VHOST = "${vhost}";

    private static final String DIRECTORY = "leveret.ldap.";
    private static final String NAME_OR_NONE =
            "a distinguished name such as \"ou=People,dc=example,dc=com\", or an empty text";
    private static final String ATTRIBUTE = "[A-Za-z][A-Za-z0-9;-]*";

    /** Where a directory is served. */
    public record Server(String host, int port) {
        /** Whether what is said to it leaves this host by no network, as far as its name tells. */
        public boolean isThisHost() {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** How connections to the directory are secured, by which authorities; by Java's own if there is no file. */
    public record Tls(TlsMode mode, Optional<Path> authorities) {}

    /** When a connection becomes one with TLS. */
    public enum TlsMode {
        NONE,
        /** On the port for both, before anything else is said. */
        START_TLS,
        /** From the first octet on, on a port of its own. */
        LDAPS
    }

    /** How the name of a login becomes that of an entry: put into a pattern, or looked up under a base; one of the two is empty. */
    public record UserNames(String pattern, String lookupBase, String lookupAttribute) {}

    /** Who looks up users and groups; an empty name stands for nobody in particular. */
    public record LookupAccount(String name, String password) {
        @Override
        public String toString() {
            return "LookupAccount[" + name + "]"; // no password
        }
    }

    /** How long things may take and last, and how many are checked at once. */
    public record Bounds(int connectMillis, int timeoutMillis, int connections, long cacheMillis) {}

    /** Who says what somebody may do whose password was right. */
    public enum Authorization {
        /** The broker, which has a user of that name. */
        INTERNAL,
        /** The directory, by groups. */
        GROUPS
    }

    /** Where it is written which user is in which group; {@code nested} is how many levels of groups in groups are looked at. */
    public record Membership(
            ToldBy toldBy, String base, List<String> memberAttributes, String groupAttribute, int nested) {}

    /** Which entries name the others. */
    public enum ToldBy {
        GROUP,
        USER
    }

    static LdapSettings read(SettingsReader reader) {
        TlsMode mode = reader.choice("leveret.ldap.tls", TlsMode.class);
        return new LdapSettings(
                LdapServers.read(reader, mode == TlsMode.LDAPS ? LdapServers.LDAPS_PORT : LdapServers.LDAP_PORT),
                new Tls(mode, reader.optionalPath("leveret.ldap.ca-file", "the path of a file, or an empty text")),
                new UserNames(
                        name(reader, "leveret.ldap.user-dn-pattern"),
                        name(reader, "leveret.ldap.lookup.base"),
                        attribute(reader, "leveret.ldap.lookup.attribute")),
                new LookupAccount(name(reader, "leveret.ldap.bind.dn"), reader.secret("leveret.ldap.bind.password")),
                bounds(reader),
                reader.choice("leveret.ldap.authorization", Authorization.class),
                membership(reader),
                LdapGroupsReader.read("leveret.ldap.groups", reader.value("leveret.ldap.groups"), reader.problems()));
    }

    private static Bounds bounds(SettingsReader reader) {
        return new Bounds(
                (int) reader.duration("leveret.ldap.connect-timeout", "100 ms", "60 s")
                        .toMillis(),
                (int) reader.duration("leveret.ldap.timeout", "100 ms", "60 s").toMillis(),
                reader.whole("leveret.ldap.connections", 1, 64),
                reader.duration("leveret.ldap.cache", "0 s", "1 h").toMillis());
    }

    private static Membership membership(SettingsReader reader) {
        return new Membership(
                reader.choice("leveret.ldap.membership.told-by", ToldBy.class),
                name(reader, "leveret.ldap.membership.base"),
                reader.texts(
                        "leveret.ldap.membership.member-attributes",
                        "a list of one or more names of attributes, such as [member]",
                        names ->
                                !names.isEmpty() && names.stream().allMatch(attribute -> attribute.matches(ATTRIBUTE))),
                attribute(reader, "leveret.ldap.membership.group-attribute"),
                reader.whole("leveret.ldap.membership.nested", 0, 10));
    }

    private static String name(SettingsReader reader, String key) {
        return reader.read(
                key, NAME_OR_NONE, value -> Values.text(value).filter(text -> text.isEmpty() || isName(text)));
    }

    private static String attribute(SettingsReader reader, String key) {
        return reader.read(
                key,
                "the name of an attribute, such as uid",
                value -> Values.text(value).filter(text -> text.matches(ATTRIBUTE)));
    }

    static boolean isName(String text) {
        return DN.isValidDN(text) && !text.isBlank();
    }

    /** Problems of what belongs together, for who wants logins to be checked by the directory. */
    void check(SettingsReader reader) {
        if (reader.problems().stream().anyMatch(problem -> problem.key().startsWith(DIRECTORY))) {
            return; // what is wrong by itself was not taken, and would be told of as missing
        }
        if (servers.isEmpty()) {
            missing(reader, "servers", "a directory needs at least one server, such as [\"ldap.example.com\"]");
        }
        if (users.pattern.isEmpty() == users.lookupBase.isEmpty()) {
            String found = users.pattern.isEmpty() ? "neither" : "both";
            missing(reader, "user-dn-pattern", "expected either user-dn-pattern or lookup.base, found " + found);
        } else if (users.lookupBase.isEmpty() && !users.pattern.contains(USERNAME)) {
            String example = "\"uid=" + USERNAME + ",ou=People,dc=example,dc=com\"";
            missing(reader, "user-dn-pattern", "expected " + USERNAME + " in it, all in quotes: " + example);
        }
        if (service.name.isEmpty() == !service.password.isEmpty()) {
            missing(reader, "bind.password", "expected bind.dn and bind.password, found only one of them");
        }
        if (tls.mode == TlsMode.NONE && tls.authorities.isPresent()) {
            missing(reader, "ca-file", "is for connections with TLS, and leveret.ldap.tls is none");
        }
        if (authorization == Authorization.GROUPS) {
            checkGroups(reader);
        }
    }

    private void checkGroups(SettingsReader reader) {
        if (groups.isEmpty()) {
            missing(reader, "groups", "authorization = groups needs at least one group");
        }
        if (membership.toldBy == ToldBy.GROUP && membership.base.isEmpty()) {
            missing(reader, "membership.base", "membership.told-by = group needs to know where groups are");
        }
    }

    private static void missing(SettingsReader reader, String key, String text) {
        reader.missing("leveret.logins.backends", DIRECTORY + key, text);
    }
}
