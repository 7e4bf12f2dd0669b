package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A packaged broker whose settings change while it runs. */
@Timeout(120)
class ReloadIT {
    private static final Pattern MANAGEMENT = Pattern.compile("management.*port=(\\d+)");

    private static final String LOGBACK = """
            <configuration>
              <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%%level %s %%logger{0} %%message%%n</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="console"/></root>
            </configuration>
            """;

    @TempDir
    Path folder;

    private Path configuration;
    private Path logback;

    private ExternalBroker start() throws IOException {
        configuration = folder.resolve("leveret.conf");
        settings("leveret.limits { frame-max = 64 KiB, heartbeat = 30 s }");
        logback = Files.writeString(folder.resolve("logback.xml"), LOGBACK.formatted("before"));
        return ExternalBroker.startWith(
                configuration, folder.resolve("data"), "-Dlogback.configurationFile=" + logback);
    }

    private void settings(String text) throws IOException {
        Files.writeString(configuration, """
                leveret.listeners.amqp { port = 0, hosts = ["127.0.0.1"] }
                leveret.listeners.management { port = 0, hosts = ["127.0.0.1"] }
                leveret.listeners.metrics.enabled = false
                """ + text);
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("broker.log"));
    }

    private void hangUp(ExternalBroker broker, String logged) throws Exception {
        Process kill = new ProcessBuilder("kill", "-HUP", Long.toString(broker.pid())).start();
        assertThat(kill.waitFor()).isZero();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(log()).contains(logged));
    }

    private static void assertOffered(ExternalBroker broker, int frameMax, int heartbeat) throws Exception {
        try (Connection connection = broker.connect()) {
            assertThat(connection.getFrameMax()).isEqualTo(frameMax);
            assertThat(connection.getHeartbeat()).isEqualTo(heartbeat);
        }
    }

    private HttpResponse<String> post() throws Exception {
        Matcher port = MANAGEMENT.matcher(log());
        assertThat(port.find()).isTrue();
        String login = Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/api/leveret/reload"))
                                .header("Authorization", "Basic " + login)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void sighupAppliesWhatItCanAndTellsWhatNeedsARestart() throws Exception {
        try (ExternalBroker broker = start();
                Connection open = broker.connect()) {
            assertOffered(broker, 65_536, 30);

            settings(
                    "leveret { limits { frame-max = 32 KiB, heartbeat = 20 s, user-publish-rate = 9 }, io.threads = 3 }");
            hangUp(broker, "a restart keys=[leveret.io.threads]");

            assertThat(log())
                    .contains(
                            "applied=[leveret.limits.frame-max, leveret.limits.heartbeat, leveret.limits.user-publish-rate]");
            assertOffered(broker, 32_768, 20);
            assertThat(open.isOpen()).as("goes on").isTrue();
            assertThat(open.getFrameMax()).isEqualTo(65_536);
        }
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        try (ExternalBroker broker = start()) {
            settings("leveret { limits { frame-max = 32 KiB, heartbeat = soon }, io.threats = 3 }");
            Files.writeString(logback, "<configuration");
            hangUp(broker, "nothing has changed: " + configuration);

            HttpResponse<String> refused = post();

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("leveret.limits.heartbeat", "leveret.io.threats", "logback.xml");
            assertOffered(broker, 65_536, 30);
            assertThat(broker.stop()).isZero();
            assertThat(log()).contains("INFO before BrokerProcess stopped");
        }
    }

    @Test
    void overHttpTheAnswerSaysWhatChanged() throws Exception {
        try (ExternalBroker broker = start()) {
            assertThat(post().body()).isEqualTo("{\"applied\":[],\"needs_restart\":[],\"unchanged\":true}");

            settings("leveret { limits { frame-max = 32 KiB, heartbeat = 30 s }, vhosts = [\"/\", \"shop\"] }");
            Files.writeString(logback, LOGBACK.formatted("after"));
            String needsRestart = "\"needs_restart\":[\"leveret.vhosts\"],\"unchanged\":false}";

            assertThat(post().body())
                    .isEqualTo("{\"applied\":[\"leveret.limits.frame-max\",\"logback.xml\"]," + needsRestart);
            assertOffered(broker, 32_768, 30);
            assertThat(post().body()).as("still to come").isEqualTo("{\"applied\":[]," + needsRestart);
            assertThat(broker.stop()).isZero();
            assertThat(log()).contains("WARN after Reload", "INFO after BrokerProcess stopped");
        }
    }
}
