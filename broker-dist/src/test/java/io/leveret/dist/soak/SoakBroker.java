package io.leveret.dist.soak;

import static org.awaitility.Awaitility.await;

import io.leveret.dist.BrokerTotals;
import io.leveret.dist.ExternalBroker;
import io.leveret.dist.tls.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    private SoakBroker(Path folder, ExternalBroker process, Doors doors) {
        this.folder = folder;
        this.process = process;
        this.doors = doors;
    }

    static SoakBroker start(Path folder) throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        List<String> settings = new ArrayList<>(List.of(certificates.serve()));
        for (String listener : List.of("management", "metrics")) {
            settings.add("leveret.listeners." + listener + ".enabled=true");
            settings.add("leveret.listeners." + listener + ".port=0");
            settings.add("leveret.listeners." + listener + ".hosts=[\"127.0.0.1\"]");
        }
        settings.add("leveret.journal.file-size=4 MiB");
        settings.add("leveret.limits.handshake-timeout=3 s");
        ExternalBroker process = ExternalBroker.start(data(folder), JAVA, settings.toArray(String[]::new));
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

    String metrics() throws IOException {
        URI metrics = URI.create("http://127.0.0.1:" + doors.metrics() + "/metrics");
        try (InputStream in = metrics.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    BrokerTotals totals() throws IOException {
        return BrokerTotals.of(doors.management());
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
