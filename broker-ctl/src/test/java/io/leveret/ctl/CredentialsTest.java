package io.leveret.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.ctl.FakeBroker.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which credentials are sent, and which are not taken. */
class CredentialsTest {
    @TempDir
    Path directory;

    private final FakeBroker broker = new FakeBroker(List.of(new Answer(200, "{}")));
    private final Map<String, String> environment = new HashMap<>(Map.of("LEVERET_URL", broker.url()));

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void optionsWinOverAllElse() throws IOException {
        environment.putAll(Map.of("LEVERETCTL_USER", "ann", "LEVERETCTL_PASSWORD", "b"));
        ownFile("user=own\npassword=c", "rw-------");

        run("--user", "carl", "--password", "p:w", "ping");

        assertThat(broker.logins()).containsExactly(basic("carl:p:w"));
    }

    @Test
    void aNamedFileWinsOverTheEnvironment() throws IOException {
        environment.putAll(Map.of("LEVERETCTL_USER", "ann", "LEVERETCTL_PASSWORD", "b"));
        Path file = file("named", "# who\nuser = dora\n\npassword= a=b \n", "rw-------");

        run("ping", "--credentials", file.toString());

        assertThat(broker.logins()).containsExactly(basic("dora:a=b"));
    }

    @Test
    void theEnvironmentWinsOverTheOwnFile() throws IOException {
        environment.putAll(Map.of("LEVERETCTL_USER", "ann", "LEVERETCTL_PASSWORD", "b"));
        ownFile("user=own\npassword=c", "rw-------");

        run("ping");

        assertThat(broker.logins()).containsExactly(basic("ann:b"));
    }

    @Test
    void theOwnFileWinsOverTheToken() throws IOException {
        ownFile("token=abc", "rw-------");
        file("management.token", "def\n", "rw-------");

        run("ping", "--data-dir", directory.toString());

        assertThat(broker.logins()).containsExactly("Bearer abc");
    }

    @Test
    void theTokenInTheDataDirectoryIsTheLastResort() throws IOException {
        file("management.token", "def\n", "rw-------");
        environment.put("LEVERET_DATA_DIR", directory.toString());

        run("ping");

        assertThat(broker.logins()).containsExactly("Bearer def");
    }

    @Test
    void theTokenIsNotSentToAnotherMachine() throws IOException {
        file("management.token", "def\n", "rw-------");

        CtlRun run = run("--url", "http://broker.example:15672", "--data-dir", directory.toString(), "ping");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).singleElement().asString().contains("no credentials for http://broker.example:15672");
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        ownFile("user=own\npassword=c", "rw-r-----");

        CtlRun run = run("ping");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err()).singleElement().asString().contains("can be read by others; chmod 600 ");
        assertThat(broker.logins()).isEmpty();
    }

    @Test
    void aFileThatIsNotUnderstoodIsNotQuoted() throws IOException {
        ownFile("user=own\nsecret", "rw-------");

        CtlRun run = run("ping");

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .singleElement()
                .asString()
                .doesNotContain("secret")
                .contains("password=SECRET");
    }

    @Test
    void withoutAnyCredentialsItSaysWhichThereCouldBe() {
        CtlRun run = run("ping", "--data-dir", directory.toString());

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.err())
                .singleElement()
                .asString()
                .contains("--data-dir", "LEVERETCTL_USER", "--credentials FILE");
    }

    @Test
    void aUserWithoutAPasswordIsNotTried() {
        CtlRun run = run("--user", "ann", "ping");

        assertThat(run.code()).isEqualTo(78);
        assertThat(broker.logins()).isEmpty();
    }

    @Test
    void passwordsAreNeverPrinted() {
        try (FakeBroker refusing = new FakeBroker(List.of(
                new Answer(401, "{\"error\":\"not_authorized\",\"reason\":\"Login failed\"}"),
                new Answer(500, "{\"error\":\"x\",\"reason\":\"y\"}")))) {
            environment.put("LEVERET_URL", refusing.url());

            assertThat(run("--user", "ann", "--password", "hidden", "ping")
                            .err()
                            .toString())
                    .doesNotContain("hidden");
            assertThat(run("--user", "ann", "--password", "hidden", "ping")
                            .err()
                            .toString())
                    .doesNotContain("hidden");
        }
    }

    private CtlRun run(String... line) {
        environment.putIfAbsent("HOME", directory.toString());
        return CtlRun.of(environment, false, "", line);
    }

    private void ownFile(String text, String permissions) throws IOException {
        Files.createDirectories(directory.resolve(".config/leveret"));
        file(".config/leveret/credentials", text, permissions);
    }

    private Path file(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
