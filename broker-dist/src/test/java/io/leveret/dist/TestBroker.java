package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.leveret.core.node.Node;
import io.leveret.dist.settings.ConfigurationSource;
import io.leveret.dist.supervisor.Watched;
import io.leveret.store.backup.Backups;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * A whole broker in the test's own process, on a free port. Closing it fails the test when a connection or a thread is left, or when
 * anything was logged that an operator would have to look at; Netty's reports of leaked buffers are among that.
 */
public final class TestBroker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BrokerProcess process;
    private final Complaints complaints;

    private TestBroker(BrokerProcess process, Complaints complaints) {
        this.process = process;
        this.complaints = complaints;
    }

    /** {@code settings} are of the form {@code path=value}, as for {@code --set}. */
    public static TestBroker start(Path dataDirectory, String... settings) {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("leveret.data-dir", dataDirectory.toString());
        overrides.put("leveret.listeners.amqp.port", "0");
        overrides.put("leveret.listeners.amqp.hosts", "[\"127.0.0.1\"]");
        overrides.put("leveret.listeners.management.enabled", "false");
        overrides.put("leveret.listeners.management.port", "0");
        overrides.put("leveret.listeners.management.hosts", "[\"127.0.0.1\"]");
        overrides.put("leveret.listeners.metrics.enabled", "false");
        overrides.put("leveret.listeners.metrics.port", "0");
        overrides.put("leveret.listeners.metrics.hosts", "[\"127.0.0.1\"]");
        overrides.put("leveret.journal.file-size", "1 MiB");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            overrides.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Complaints complaints = Complaints.listen();
        BrokerProcess process = BrokerProcess.start(
                new ConfigurationSource(Optional.empty(), overrides, Map.of()).load(),
                new StartOptions(false),
                (message, cause) -> complaints.add("the journal failed: " + message + ": " + cause));
        return new TestBroker(process, complaints);
    }

    public int port() {
        return process.port();
    }

    /** The port of AMQP with TLS; for who starts with {@code leveret.listeners.amqps.enabled=true}. */
    int tlsPort() {
        return process.tlsPort();
    }

    /** The port of the management API; for who starts with {@code leveret.listeners.management.enabled=true}. */
    public int managementPort() {
        return process.managementPort();
    }

    /** The port of metrics; for who starts with {@code leveret.listeners.metrics.enabled=true}. */
    int metricsPort() {
        return process.metricsPort();
    }

    Node node() {
        return process.node();
    }

    /** As after SIGHUP: the same settings, but files may have changed. */
    void reload() {
        process.reload();
    }

    Backups backups() {
        return process.backups();
    }

    int connectionCount() {
        return process.connectionCount();
    }

    ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port());
        factory.setAutomaticRecoveryEnabled(false);
        return factory;
    }

    Connection connect() throws Exception {
        return factory().newConnection();
    }

    Watched watched() {
        return process.watched();
    }

    /** What was logged so far that an operator would have to look at. */
    List<String> complaints() {
        return List.copyOf(complaints.lines);
    }

    /** Lines that begin so are no reason to fail this test. */
    void allowComplaints(String begin) {
        complaints.lines.removeIf(line -> line.startsWith(begin));
    }

    /** Waits until no more than this many connections are left. */
    void awaitConnections(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(connectionCount()).as("connections").isLessThanOrEqualTo(count));
    }

    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("leveret-"))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        try {
            awaitConnections(0);
        } finally {
            process.stop();
            complaints.stop();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(threads()).as("threads left").isEmpty());
        assertThat(complaints.lines).as("logged at WARN or above").isEmpty();
    }

    /** What is logged at WARN or above, whoever logs it. */
    private static final class Complaints extends AppenderBase<ILoggingEvent> {
        private static final List<String> OURS = List.of("io.leveret", "io.netty");

        private final List<String> lines = new CopyOnWriteArrayList<>();

        static Complaints listen() {
            Complaints complaints = new Complaints();
            complaints.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
            complaints.start();
            OURS.forEach(
                    name -> logger(name).setLevel(Level.WARN)); // whatever the configuration of the tests leaves out
            root().addAppender(complaints);
            return complaints;
        }

        private static Logger logger(String name) {
            return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
        }

        private static Logger root() {
            return logger(Logger.ROOT_LOGGER_NAME);
        }

        void add(String line) {
            lines.add(line);
        }

        @Override
        protected void append(ILoggingEvent event) {
            boolean ours = OURS.stream().anyMatch(event.getLoggerName()::startsWith);
            if (ours && event.getLevel().isGreaterOrEqual(Level.WARN) && !goesWithItsProcess(event)) {
                String cause = event.getThrowableProxy() == null
                        ? ""
                        : ": " + event.getThrowableProxy().getClassName() + ": "
                                + event.getThrowableProxy().getMessage();
                add(event.getLevel() + " " + event.getFormattedMessage() + cause);
            }
        }

        /** What waits in queues as octets when a broker stops is not freed: its process ends. The model run looks that nothing is lost before. */
        private static boolean goesWithItsProcess(ILoggingEvent event) {
            return event.getFormattedMessage().contains("io.leveret.amqp.memory.PooledMemory.keep");
        }

        @Override
        public void stop() {
            super.stop();
            root().detachAppender(this);
            OURS.forEach(name -> logger(name).setLevel(null));
        }
    }
}
