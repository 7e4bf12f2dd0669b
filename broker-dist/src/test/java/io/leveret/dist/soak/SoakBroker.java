package io.leveret.dist.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.leveret.dist.ExternalBroker;
import io.leveret.dist.tls.TestCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker in a process of its own with all its listeners, and a small heap. */
final class SoakBroker implements AutoCloseable {
    private static final String JAVA = "-Xmx256m -Dio.netty.leakDetection.level=advanced";
    private static final Pattern TROUBLE = Pattern.compile(".*(OutOfMemory|LEAK| WARN | ERROR |Exception|^\tat ).*");

    private final Path folder;
    private final ExternalBroker process;
    private final Doors doors;
    private final HttpClient http = HttpClient.newHttpClient();

    private SoakBroker(Path folder, ExternalBroker process, Doors doors) {
        this.folder = folder;
        this.process = process;
        this.doors = doors;
    }

    static SoakBroker start(Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        certificates.write("server", certificates.server("broker"));
        ExternalBroker process = ExternalBroker.start(
                data(folder),
                JAVA,
                "leveret.journal.file-size=4 MiB",
                "leveret.limits.handshake-timeout=3 s",
                "leveret.listeners.amqps.enabled=true",
                "leveret.listeners.amqps.port=0",
                "leveret.tls.certificate=" + certificates.file("server.pem"),
                "leveret.tls.key=" + certificates.file("server.key"),
                "leveret.listeners.management.enabled=true",
                "leveret.listeners.management.port=0",
                "leveret.listeners.management.hosts=[\"127.0.0.1\"]",
                "leveret.listeners.metrics.enabled=true",
                "leveret.listeners.metrics.port=0",
                "leveret.listeners.metrics.hosts=[\"127.0.0.1\"]");
        Doors doors = new Doors(
                process.port(),
                logged(folder, "tls-port=(\\d+)"),
                logged(folder, "management listening port=(\\d+)"),
                logged(folder, "metrics listening port=(\\d+)"),
                certificates.clientContext(null, "TLS"));
        return new SoakBroker(folder, process, doors);
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static Path log(Path folder) {
        return folder.resolve("broker.log");
    }

    private static int logged(Path folder, String pattern) {
        Matcher matcher = await().atMost(Duration.ofSeconds(20))
                .until(() -> Pattern.compile(pattern).matcher(Files.readString(log(folder))), Matcher::find);
        return Integer.parseInt(matcher.group(1));
    }

    Doors doors() {
        return doors;
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data(folder);
    }

    String metrics() throws IOException, InterruptedException {
        return get(doors.metrics(), "/metrics");
    }

    Footprint.Totals totals() throws IOException, InterruptedException {
        return Footprint.Totals.of(get(doors.management(), "/api/overview"));
    }

    private String get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(UTF_8)))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    /** SIGTERM; the exit code. */
    int stop() throws InterruptedException {
        return process.stop();
    }

    /** The lines of the log that somebody would have to look at. */
    List<String> complaints() throws IOException {
        return Files.readAllLines(log(folder)).stream()
                .filter(line -> TROUBLE.matcher(line).matches())
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}
