package io.leveret.dist.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leveret.dist.settings.Settings.Journal;
import io.leveret.dist.settings.Settings.Limits;
import io.leveret.dist.settings.Settings.Listener;
import io.leveret.dist.settings.Settings.Management;
import io.leveret.dist.settings.Settings.ServerProperties;
import io.leveret.dist.settings.Settings.Storage;
import io.leveret.dist.settings.Settings.Sync;
import io.leveret.dist.settings.UserSettings.Permission;
import io.leveret.dist.settings.UserSettings.PlainPassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    private static final OauthSettings OAUTH = new OauthSettings(
            "",
            new OauthSettings.Keys(List.of(), Optional.empty(), "", Optional.empty()),
            new OauthSettings.Checks(
                    "",
                    List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"),
                    true,
                    30_000),
            List.of(),
            new OauthSettings.Scopes(".", List.of(), Map.of()));

    @Test
    void withoutAFileEverySettingHasItsDefault() {
        Settings settings = Settings.load(Optional.empty(), Map.of(), Map.of());

        assertThat(settings)
                .isEqualTo(new Settings(
                        new Storage(Path.of("./data"), Optional.empty()),
                        new Settings.Amqp(
                                Optional.of(new Listener(5672, List.of("0.0.0.0", "::"), 1024, false, List.of())),
                                Optional.empty(),
                                new TlsSettings(
                                        new TlsSettings.Keys(
                                                Optional.empty(), Optional.empty(), "", Optional.empty(), ""),
                                        TlsSettings.ClientCertificates.NONE,
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of("TLSv1.2", "TLSv1.3"),
                                        List.of(),
                                        5_000,
                                        new TlsSettings.Login(TlsSettings.UserName.DISTINGUISHED_NAME, 0))),
                        new ServerProperties("Leveret", BuildVersion.text(), "leveret"),
                        List.of("/"),
                        new Settings.Access(
                                List.of(new UserSettings(
                                        "guest",
                                        new PlainPassword("guest"),
                                        List.of("administrator"),
                                        true,
                                        List.of(new Permission("/", ".*", ".*", ".*")))),
                                new LoginSettings(List.of(LoginSettings.Backend.INTERNAL), 5, 5_000, ""),
                                withoutDirectory(),
                                OAUTH),
                        new Limits(
                                2047,
                                131072,
                                60,
                                10_000,
                                16 * MIB,
                                64 * MIB,
                                65536,
                                0,
                                new Settings.ConnectionBuffers(MIB / 4, MIB / 4),
                                PublishRates.NONE),
                        0.6,
                        new Journal(128 * MIB, Sync.FSYNC, 32 * MIB, 0, 0),
                        new Management(
                                Optional.of(new Listener(15672, List.of("0.0.0.0", "::"), 128, false, List.of())),
                                Optional.of(new Listener(15692, List.of("0.0.0.0", "::"), 128, false, List.of())),
                                "",
                                List.of(),
                                20 * MIB,
                                Optional.empty()),
                        0));
    }

    private static LdapSettings withoutDirectory() {
        return new LdapSettings(
                List.of(),
                new LdapSettings.Tls(LdapSettings.TlsMode.NONE, Optional.empty()),
                new LdapSettings.UserNames("", "", "uid"),
                new LdapSettings.LookupAccount("", ""),
                new LdapSettings.Bounds(2_000, 3_000, 4, 30_000),
                LdapSettings.Authorization.INTERNAL,
                new LdapSettings.Membership(
                        LdapSettings.ToldBy.GROUP, "", List.of("member", "uniqueMember"), "memberOf", 0),
                List.of());
    }

    @Test
    void aFileChangesWhatItNames() throws IOException {
        Settings settings = load("""
                leveret {
                  listeners.amqp { port = 5673, hosts = [localhost] }
                  limits { heartbeat = 2 minutes, handshake-timeout = 500 ms, frame-max = 4096, message-size = 1m }
                  journal { sync = os, file-size = 1048576, free-disk-floor = 3 GiB }
                  vhosts = ["/", test]
                  default-user.name = ""
                  backup.dir = /var/backups/leveret
                  server-properties.version = 4.1
                }""");

        assertThat(settings.amqp().plain()).contains(new Listener(5673, List.of("localhost"), 1024, false, List.of()));
        assertThat(settings.limits().heartbeatSeconds()).isEqualTo(120);
        assertThat(settings.limits().handshakeTimeoutMillis()).isEqualTo(500);
        assertThat(settings.limits().frameMaxBytes()).isEqualTo(4096);
        assertThat(settings.limits().messageBytes()).isEqualTo(MIB);
        assertThat(settings.journal()).isEqualTo(new Journal(MIB, Sync.OS, 32 * MIB, 0, 3L << 30));
        assertThat(settings.storage())
                .isEqualTo(new Storage(Path.of("./data"), Optional.of(Path.of("/var/backups/leveret"))));
        assertThat(settings.vhosts()).containsExactly("/", "test");
        assertThat(settings.users()).isEmpty();
        assertThat(settings.serverProperties().version()).isEqualTo("4.1");
    }

    @Test
    void theCommandLineWinsOverTheFile() throws IOException {
        Path file = write("leveret.data-dir = in-file, leveret.io.threads = 1");
        Map<String, String> overrides = Map.of(
                "leveret.data-dir", "/tmp//with:strange = characters",
                "leveret.listeners.amqp.port", "0",
                "leveret.vhosts", "[a, b]");

        Settings settings = Settings.load(Optional.of(file), overrides, Map.of());

        assertThat(settings.dataDir()).isEqualTo(Path.of("/tmp//with:strange = characters"));
        assertThat(settings.amqp().plain().orElseThrow().port()).isZero();
        assertThat(settings.vhosts()).containsExactly("a", "b");
        assertThat(settings.ioThreads()).isEqualTo(1);
    }

    @Test
    void substitutionsComeFromTheEnvironmentAndTheDefaults() throws IOException {
        Path file = write("""
                leveret.listeners.amqp.port = 1
                leveret.listeners.amqp.port = ${?PORT}
                leveret.io.threads = ${?NOT_SET}
                leveret.server-properties.product = ${leveret.server-properties.cluster-name}"-x"
                """);

        Settings settings = Settings.load(Optional.of(file), Map.of(), Map.of("PORT", "5700"));

        assertThat(settings.amqp().plain().orElseThrow().port()).isEqualTo(5700);
        assertThat(settings.ioThreads()).isZero();
        assertThat(settings.serverProperties().product()).isEqualTo("leveret-x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listeners.amqp.port = abc | listeners.amqp.port | a whole number from 0 to 65535, found "abc"
            listeners.amqp.port = 65536 | listeners.amqp.port | a whole number from 0 to 65535, found 65536
            listeners.amqp.port = 1.5 | listeners.amqp.port | a whole number from 0 to 65535, found 1.5
            listeners.amqp.port = 99999999999999999999 | listeners.amqp.port | a whole number from 0 to 65535, found "99999999999999999999"
            listeners.amqp.hosts = localhost | listeners.amqp.hosts | a list of at least one address or host name, found "localhost"
            listeners.amqp.proxy-protocol = [10.0.0.0/33, lb.example.org, "::1", "10.0.0.1/", "fd00::/129"] | listeners.amqp.proxy-protocol | IP addresses and networks such as 10.0.0.0/8, found "10.0.0.0/33", "lb.example.org", "10.0.0.1/", "fd00::/129"
            listeners.amqps.proxy-protocol = on | listeners.amqps.proxy-protocol | a list of IP addresses and networks, found "on"
            listeners.amqp.hosts = [] | listeners.amqp.hosts | a list of at least one address or host name, found []
            data-dir = "" | data-dir | the path of a directory, found ""
            data-dir = {x=1} | data-dir | the path of a directory, found a section { ... }
            backup.dir = [x] | backup.dir | the path of a directory, or an empty text, found ["x"]
            limits = 5 | limits | a section { ... } of settings, found 5
            limits.frame-max = 4095 | limits.frame-max | a size from 4 KiB to 64 MiB, found 4095
            limits.frame-max = 1 XB | limits.frame-max | a size from 4 KiB to 64 MiB, found "1 XB"
            limits.frame-max = 9999999 TiB | limits.frame-max | a size from 4 KiB to 64 MiB, found "9999999 TiB"
            limits.heartbeat = 60 | limits.heartbeat | whole seconds with their unit from 0 s to 65535 s, found 60
            limits.heartbeat = 1 year | limits.heartbeat | whole seconds with their unit from 0 s to 65535 s, found "1 year"
            limits.heartbeat = 500 ms | limits.heartbeat | whole seconds with their unit from 0 s to 65535 s, found "500 ms"
            limits.handshake-timeout = 10 | limits.handshake-timeout | a duration with its unit from 100 ms to 1 h, found 10
            limits.heartbeat = null | limits.heartbeat | whole seconds with their unit from 0 s to 65535 s, found null
            memory.publish-stop = 0.96 | memory.publish-stop | a number from 0.1 to 0.95, found 0.96
            journal.sync = always | journal.sync | one of fsync, interval, os, found "always"
            journal.free-disk-floor = 2 TiB | journal.free-disk-floor | a size from 0 B to 1 TiB, found "2 TiB"
            journal.file-size = 1023 KiB | journal.file-size | a size from 1 MiB to 1 GiB, found "1023 KiB"
            default-user.loopback-only = maybe | default-user.loopback-only | true or false, found "maybe"
            default-user.password = [geheim] | default-user.password | a text, found a list
            vhosts = ["/", "/"] | vhosts | a list of at least one name, each of 1 to 255 bytes and given once, found ["/","/"]
            io.threads = ${NOPE} | io.threads | a whole number from 0 to 1024, found ${NOPE} without a value (set the environment variable, or write ${?NOPE} for the default)
            """)
    void aWrongValueIsNamedWithFileLineKeyAndWhatWasExpected(String line, String key, String expected)
            throws IOException {
        assertThat(problems("# a comment\n\nleveret." + line))
                .containsExactly(
                        directory.resolve("leveret.conf") + ":3: leveret." + key + ": expected " + expected.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            leveret.listeners.amqp.prot | did you mean leveret.listeners.amqp.port?
            leveret.limits.heart-beat | did you mean leveret.limits.heartbeat?
            leveret.heartbeat | did you mean leveret.limits.heartbeat?
            heartbeat | did you mean leveret.limits.heartbeat?
            leveret.network.frame-max | did you mean leveret.limits.frame-max?
            lveeret | did you mean leveret?
            leveret.colour | docs/configuration.md lists all settings
            """)
    void anUnknownKeyIsReportedWithTheNearestKnownOne(String key, String hint) throws IOException {
        assertThat(problems("\n" + key + " = 1"))
                .containsExactly(directory.resolve("leveret.conf") + ":2: " + key + ": not a setting; " + hint);
    }

    @Test
    void allProblemsAreReportedAtOnceInTheirOrder() throws IOException {
        Path file = write("leveret {\n io.threads = x\n jornal.sync = os\n vhosts = []\n journal.sync = ${?SYNC}\n}");

        SettingsException failure = failure(file, Map.of("leveret.limits.connections", "0"), Map.of("SYNC", "no"));

        assertThat(failure.getMessage().replace(file.toString(), "FILE")).isEqualTo("""
                        5 problems in the settings:
                          FILE:2: leveret.io.threads: expected a whole number from 0 to 1024, found "x"
                          FILE:3: leveret.jornal: not a setting; did you mean leveret.journal?
                          FILE:4: leveret.vhosts: expected a list of at least one name, each of 1 to 255 bytes and given once, found []
                          command line: leveret.limits.connections: expected a whole number from 1 to 1000000, found "0"
                          environment variable SYNC: leveret.journal.sync: expected one of fsync, interval, os, found "no\"""");
    }

    @Test
    void aMissingFileIsOneLine() {
        Path file = directory.resolve("nowhere.conf");

        assertThat(failure(file, Map.of(), Map.of()))
                .hasMessage(file + ": no such configuration file; name an existing one with --config FILE");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(failure(directory, Map.of(), Map.of()))
                .hasMessage(directory + ": is a directory; name the configuration file in it with --config FILE");
    }

    @Test
    void aSyntaxErrorIsOneLineWithItsPlace() throws IOException {
        Path file = write("leveret {\n io.threads = 1");

        assertThat(failure(file, Map.of(), Map.of()).getMessage())
                .startsWith(file + ":2: not valid HOCON: ")
                .doesNotContain("\n");
    }

    @Test
    void aPathThatIsNoneIsNamed() {
        SettingsException failure = catchThrowableOfType(
                SettingsException.class, () -> Settings.load(Optional.empty(), Map.of("a..b", "1"), Map.of()));

        assertThat(failure)
                .hasMessage("command line: a..b: not the path of a setting; write it like leveret.listeners.amqp.port");
    }

    private Settings load(String text) throws IOException {
        return Settings.load(Optional.of(write(text)), Map.of(), Map.of());
    }

    private List<String> problems(String text) throws IOException {
        return failure(write(text), Map.of(), Map.of()).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static SettingsException failure(
            Path file, Map<String, String> overrides, Map<String, String> environment) {
        return catchThrowableOfType(
                SettingsException.class, () -> Settings.load(Optional.of(file), overrides, environment));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("leveret.conf"), text);
    }
}
