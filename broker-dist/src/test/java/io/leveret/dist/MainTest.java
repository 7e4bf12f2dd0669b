package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.settings.Configuration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Configuration> started = new ArrayList<>();

    @Test
    void checkOfAGoodFileSaysSoAndEndsWithZero() throws IOException {
        Path file = Files.writeString(home.resolve("good.conf"), "leveret.io.threads = 1");

        assertThat(run("--check", "--config", file.toString())).hasValue(0);

        assertThat(out.toString().lines()).containsExactly("configuration ok: " + file);
        assertThat(err.toString()).isEmpty();
        assertThat(started).isEmpty();
    }

    @Test
    void checkReadsTheCertificatesThatAreServed() {
        String missing = home.resolve("no.pem").toString();

        assertThat(run(
                        "--check",
                        "--set",
                        "leveret.listeners.amqps.enabled=true",
                        "--set",
                        "leveret.tls.certificate=" + missing,
                        "--set",
                        "leveret.tls.key=" + missing))
                .hasValue(1);

        assertThat(err.toString().lines())
                .containsExactly("leveret: " + missing + " can't be read: there is no such file");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void checkReadsTheAuthoritiesOfTheDirectory() throws IOException {
        Path missing = home.resolve("no-ca.pem");
        Path file = Files.writeString(
                home.resolve("ldap.conf"),
                "leveret.logins.backends = [ldap]\nleveret.ldap { servers = [localhost], tls = ldaps, ca-file = \""
                        + missing + "\", user-dn-pattern = \"uid=${username},dc=x\" }");

        assertThat(run("--check", "--config", file.toString())).hasValue(1);

        assertThat(err.toString().lines())
                .containsExactly("leveret: certificates in " + missing + " can't be read: there is no such file");
    }

    @Test
    void checkWithoutAFileChecksTheDefaults() {
        assertThat(run("--check")).hasValue(0);
        assertThat(out.toString().lines()).containsExactly("configuration ok: no file, all defaults");
    }

    @Test
    void theFileOfTheDistributionIsUsedWhenNoOtherIsNamed() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(home.resolve("config")).resolve("leveret.conf"), "leveret.io.threds = 1");

        assertThat(run("--check")).hasValue(1);

        assertThat(err.toString().lines())
                .containsExactly(
                        "leveret: " + file + ":1: leveret.io.threds: not a setting; did you mean leveret.io.threads?");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aMissingFileEndsWithOneLine() {
        assertThat(run("--config", "nowhere.conf")).hasValue(1);
        assertThat(err.toString().lines())
                .containsExactly("leveret: nowhere.conf: no such configuration file; name an existing one with"
                        + " --config FILE");
    }

    @Test
    void aStartThatFailsAsExpectedEndsWithOneLine() {
        assertThat(run((settings, options) -> {
                    throw new StartException("port 5672 is in use; choose another with --set");
                }))
                .hasValue(1);
        assertThat(err.toString().lines()).containsExactly("leveret: port 5672 is in use; choose another with --set");
    }

    @Test
    void aLineThatIsNotUnderstoodEndsWithOneLine() {
        assertThat(run("--no-such-option")).hasValue(1);
        assertThat(err.toString().lines()).hasSize(1);
    }

    private OptionalInt run(String... args) {
        return run(
                (configuration, options) -> {
                    started.add(configuration);
                    return () -> {};
                },
                args);
    }

    private OptionalInt run(BiFunction<Configuration, StartOptions, Runnable> launcher, String... args) {
        return new Main(Map.of(), Optional.of(home), new PrintWriter(out, true), new PrintWriter(err, true), launcher)
                .run(args);
    }
}
