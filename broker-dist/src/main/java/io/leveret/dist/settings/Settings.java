package io.leveret.dist.settings;

import io.leveret.dist.settings.UserSettings.Permission;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything an operator can set, checked; {@code reference.conf} explains each key. */
public record Settings(
        Storage storage,
        Amqp amqp,
        ServerProperties serverProperties,
        List<String> vhosts,
        Access access,
        Limits limits,
        double publishStopShare,
        Journal journal,
        Management management,
        int ioThreads) {

    /** For listeners that few connect to. */
    private static final int BACKLOG = 128;

    /** Where things are kept: {@code leveret.data-dir}, and {@code leveret.backup.dir} if that is not in the data directory. */
    public record Storage(Path dataDir, Optional<Path> backupDir) {}

    /** One of {@code leveret.listeners}; port 0 is any free port. Connections from {@code proxies}, which are addresses or networks, begin with a PROXY header. */
    public record Listener(int port, List<String> hosts, int backlog, boolean tls, List<String> proxies) {}

    /** Where AMQP is served without and with TLS, each unless it is off; {@code tls} is for every listener that has it. */
    public record Amqp(Optional<Listener> plain, Optional<Listener> secured, TlsSettings tls) {}

    /**
     * {@code leveret.management} and its listeners, of which one that is empty is off. {@code pathPrefix} is empty or begins with a slash; {@code definitions} is a file that
     * is imported at the start.
     */
    public record Management(
            Optional<Listener> api,
            Optional<Listener> metrics,
            String pathPrefix,
            List<String> corsOrigins,
            int bodyBytes,
            Optional<Path> definitions) {}

    /** Who is there from the start, how logins are taken, and the directory and the tokens that may count for one. */
    public record Access(List<UserSettings> users, LoginSettings logins, LdapSettings ldap, OauthSettings oauth) {
        /** Whether {@code oauth} counts for anything. */
        public boolean takesTokens() {
            return logins.backends().contains(LoginSettings.Backend.OAUTH2);
        }
    }

    /** {@code leveret.server-properties}. */
    public record ServerProperties(String product, String version, String clusterName) {}

    /** {@code leveret.limits}; {@code connectionsPerAddress} of 0 stands for no bound. */
    public record Limits(
            int channelMax,
            int frameMaxBytes,
            int heartbeatSeconds,
            int handshakeTimeoutMillis,
            int messageBytes,
            int transactionBytes,
            int connections,
            int connectionsPerAddress,
            ConnectionBuffers buffers,
            PublishRates publishRates) {}

    /** What may wait on the way from a connection and to it. */
    public record ConnectionBuffers(int inboxBytes, int outputBytes) {}

    /** {@code leveret.journal}; a {@code youngBytes} or {@code freeDiskFloorBytes} of 0 stands for what suits the disk and the rest. */
    public record Journal(int fileBytes, Sync sync, int waitingBytes, long youngBytes, long freeDiskFloorBytes) {}

    /** What a confirm waits for. */
    public enum Sync {
        /** The disk has it. */
        FSYNC,
        /** The operating system has it; the disk follows within 200 ms. */
        INTERVAL,
        /** The operating system has it; the disk follows when that likes. */
        OS
    }

    /**
     * {@code overrides} are paths and values from the command line; {@code environment} answers substitutions.
     *
     * @throws SettingsException with every problem there is
     */
    public static Settings load(Optional<Path> file, Map<String, String> overrides, Map<String, String> environment) {
        return new ConfigurationSource(file, overrides, environment).load().settings();
    }

    /** Whether a listener wants {@code leveret.tls}. */
    public boolean usesTls() {
        return Stream.of(amqp.plain(), amqp.secured(), management.api(), management.metrics())
                .flatMap(Optional::stream)
                .anyMatch(Listener::tls);
    }

    public Path dataDir() {
        return storage.dataDir();
    }

    public List<UserSettings> users() {
        return access.users();
    }

    static Settings read(SettingsReader reader) {
        List<String> vhosts = reader.texts(
                "leveret.vhosts",
                "a list of at least one name, each of 1 to 255 bytes and given once",
                names -> !names.isEmpty()
                        && names.stream().allMatch(Settings::isShortName)
                        && new HashSet<>(names).size() == names.size());
        return new Settings(
                storage(reader),
                new Amqp(
                        amqp(reader, "leveret.listeners.amqp", false),
                        amqp(reader, "leveret.listeners.amqps", true),
                        TlsSettings.read(reader)),
                serverProperties(reader),
                vhosts,
                access(reader, vhosts),
                limits(reader),
                reader.number("leveret.memory.publish-stop", 0.1, 0.95),
                new Journal(
                        reader.bytes("leveret.journal.file-size", "1 MiB", "1 GiB"),
                        reader.choice("leveret.journal.sync", Sync.class),
                        reader.bytes("leveret.journal.waiting-bytes", "1 MiB", "1 GiB"),
                        reader.manyBytes("leveret.journal.young-budget", "0 B", "1 TiB"),
                        reader.manyBytes("leveret.journal.free-disk-floor", "0 B", "1 TiB")),
                management(reader),
                reader.whole("leveret.io.threads", 0, 1024));
    }

    private static Storage storage(SettingsReader reader) {
        Path data = reader.read(
                "leveret.data-dir",
                "the path of a directory",
                value -> Values.text(value).filter(text -> !text.isBlank()).flatMap(Values::path));
        return new Storage(
                data, reader.optionalPath("leveret.backup.dir", "the path of a directory, or an empty text"));
    }

    private static Optional<Listener> amqp(SettingsReader reader, String section, boolean tls) {
        int backlog = reader.whole(section + ".backlog", 1, 65535);
        return listener(reader, section, backlog, tls, reader.networks(section + ".proxy-protocol"));
    }

    private static Optional<Listener> http(SettingsReader reader, String section) {
        return listener(reader, section, BACKLOG, reader.truth(section + ".tls"), List.of());
    }

    private static Optional<Listener> listener(
            SettingsReader reader, String section, int backlog, boolean tls, List<String> proxies) {
        Listener listener = new Listener(
                reader.whole(section + ".port", 0, 65535),
                reader.texts(
                        section + ".hosts",
                        "a list of at least one address or host name",
                        hosts -> !hosts.isEmpty() && hosts.stream().noneMatch(String::isBlank)),
                backlog,
                tls,
                proxies);
        return reader.truth(section + ".enabled") ? Optional.of(listener) : Optional.empty();
    }

    private static Management management(SettingsReader reader) {
        return new Management(
                http(reader, "leveret.listeners.management"),
                http(reader, "leveret.listeners.metrics"),
                reader.read(
                        "leveret.management.path-prefix",
                        "an empty text or a path that begins with a slash and does not end with one",
                        value -> Values.text(value)
                                .filter(text -> text.isEmpty() || text.matches("(/[A-Za-z0-9._~-]+)+"))),
                reader.texts(
                        "leveret.management.cors-origins",
                        "a list of origins such as https://ops.example.org, or \"*\"",
                        origins -> origins.stream()
                                .allMatch(origin -> origin.equals("*") || origin.matches("https?://[^/\\s]+"))),
                reader.bytes("leveret.management.body-size", "64 KiB", "256 MiB"),
                reader.optionalPath("leveret.definitions.load", "the path of a file, or an empty text"));
    }

    private static ServerProperties serverProperties(SettingsReader reader) {
        String version = reader.text("leveret.server-properties.version");
        return new ServerProperties(
                reader.text("leveret.server-properties.product"),
                version.isEmpty() ? BuildVersion.text() : version,
                reader.text("leveret.server-properties.cluster-name"));
    }

    private static Access access(SettingsReader reader, List<String> vhosts) {
        LoginSettings logins = LoginSettings.read(reader);
        LdapSettings ldap = LdapSettings.read(reader);
        if (logins.backends().contains(LoginSettings.Backend.LDAP)) {
            ldap.check(reader);
        }
        return new Access(users(reader, vhosts), logins, ldap, OauthSettings.read(reader));
    }

    private static List<UserSettings> users(SettingsReader reader, List<String> vhosts) {
        String name = reader.nameOrNone("leveret.default-user.name");
        String password = reader.secret("leveret.default-user.password");
        boolean loopbackOnly = reader.truth("leveret.default-user.loopback-only");
        List<UserSettings> users = new ArrayList<>();
        if (!name.isEmpty()) {
            List<Permission> all = vhosts.stream()
                    .map(vhost -> new Permission(vhost, ".*", ".*", ".*"))
                    .toList();
            users.add(new UserSettings(name, new PlainPassword(password), List.of("administrator"), loopbackOnly, all));
        }
        users.addAll(
                new UsersReader(reader.problems(), vhosts, name).read("leveret.users", reader.value("leveret.users")));
        return List.copyOf(users);
    }

    private static Limits limits(SettingsReader reader) {
        return new Limits(
                reader.whole("leveret.limits.channel-max", 1, 65535),
                reader.bytes("leveret.limits.frame-max", "4 KiB", "64 MiB"),
                heartbeatSeconds(reader),
                (int) reader.duration("leveret.limits.handshake-timeout", "100 ms", "1 h")
                        .toMillis(),
                reader.bytes("leveret.limits.message-size", "1 B", "512 MiB"),
                reader.bytes("leveret.limits.transaction-bytes", "64 KiB", "1 GiB"),
                reader.whole("leveret.limits.connections", 1, 1_000_000),
                reader.whole("leveret.limits.connections-per-address", 0, 1_000_000),
                new ConnectionBuffers(
                        reader.bytes("leveret.limits.connection-inbox-bytes", "64 KiB", "1 GiB"),
                        reader.bytes("leveret.limits.connection-output-bytes", "64 KiB", "1 GiB")),
                PublishRates.read(reader));
    }

    /** On the wire a short of seconds; half a second must not turn into 0, which is none. */
    private static int heartbeatSeconds(SettingsReader reader) {
        String expected = "whole seconds with their unit from 0 s to 65535 s";
        return reader.read(
                "leveret.limits.heartbeat",
                expected,
                value -> Values.duration(value)
                        .filter(duration ->
                                duration.truncatedTo(ChronoUnit.SECONDS).equals(duration))
                        .map(Duration::toSeconds)
                        .filter(seconds -> seconds >= 0 && seconds <= 65535)
                        .map(Long::intValue));
    }

    /** AMQP's short strings have at most 255 bytes. */
    static boolean isShortName(String text) {
        return !text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= 255;
    }
}
