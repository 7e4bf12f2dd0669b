package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail, and ends: what the operator sees of them. */
@Timeout(180)
class LifecycleIT {
    private static final Path LAUNCHER = Path.of("target", "leveret", "bin", "leveret");

    @TempDir
    Path folder;

    /** How a run of the launcher has ended. */
    private record Ended(int exitCode, List<String> out, List<String> err) {}

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
            return new Ended(process.exitValue(), Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertRefused(Ended ended, String... parts) {
        assertThat(ended.err()).as("stderr").hasSize(1);
        assertThat(ended.err().get(0)).startsWith("leveret: ").contains(parts);
        assertThat(String.join("\n", ended.out())).doesNotContain("\tat ", "leveret ready", "ERROR");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void aPortInUseIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(0));
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(run("--set", "leveret.listeners.amqp.port=" + port), port);
        }
    }

    @Test
    void aDataDirectoryInUseIsOneLine() throws Exception {
        Path data = folder.resolve("data");
        try (ExternalBroker broker = ExternalBroker.start(data, "")) {
            assertRefused(
                    run("--data-dir", data.toString(), "--set", "leveret.listeners.amqp.port=0"),
                    data.toString(),
                    "in use by another process");
            assertThat(broker.stop()).isZero();
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsOneLine() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(data)).as("root may write anywhere").isFalse();
        assertRefused(
                run("--data-dir", data.toString(), "--set", "leveret.listeners.amqp.port=0"),
                data.toString(),
                "not writable");
    }

    @Test
    void aDataDirectoryThatIsAFileIsOneLine() throws Exception {
        Path data = Files.createFile(folder.resolve("data"));
        assertRefused(
                run("--data-dir", data.toString(), "--set", "leveret.listeners.amqp.port=0"),
                data.toString(),
                "not a directory");
        Path below = data.resolve("below");
        assertRefused(run("--data-dir", below.toString(), "--set", "leveret.listeners.amqp.port=0"), below.toString());
    }

    @Test
    void aBadConfigurationNamesEachMistake() throws Exception {
        Path config = Files.writeString(
                folder.resolve("bad.conf"), "leveret {\n  limits.frame-max = 1 MiBB\n  listeners.amqp.prot = 1\n}\n");
        Ended ended = run("--config", config.toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(String.join("\n", ended.err()))
                .contains("bad.conf", "leveret.limits.frame-max", "leveret.listeners.amqp.prot", "amqp.port")
                .doesNotContain("\tat ");
        Ended missing = run("--config", folder.resolve("none.conf").toString());
        assertRefused(missing, "none.conf");
    }

    @Test
    void checkVersionAndHelpStartNothing() throws Exception {
        Ended check = run("--check");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).hasSize(1).first().asString().startsWith("configuration ok");
        Ended wrong = run("--check", "--set", "leveret.io.threads=many");
        assertThat(wrong.exitCode()).isEqualTo(1);
        Ended version = run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).hasSize(1).first().asString().matches("leveret \\d.*");
        Ended odd = run("--odd");
        assertRefused(odd, "--odd", "--help");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void sigtermTellsClientsAndLeavesACleanJournal() throws Exception {
        Path data = folder.resolve("data");
        BlockingQueue<ShutdownSignalException> signals = new LinkedBlockingQueue<>();
        long published;
        try (ExternalBroker broker = ExternalBroker.start(data, "")) {
            for (int i = 0; i < 10; i++) {
                broker.connect().addShutdownListener(signals::add); // stays open
            }
            published = publishUntilStopped(broker);
        }
        for (int i = 0; i < 10; i++) {
            ShutdownSignalException signal = signals.poll(20, TimeUnit.SECONDS);
            assertThat(signal).isNotNull();
            AMQP.Connection.Close close = (AMQP.Connection.Close) signal.getReason();
            assertThat(close.getReplyCode()).isEqualTo(320);
            assertThat(close.getReplyText())
                    .isEqualTo("CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'");
        }
        assertThat(Files.readString(data.resolveSibling("broker.log"))).doesNotContain("WARN", "ERROR", "\tat ");
        try (ExternalBroker broker = ExternalBroker.start(data, "")) {
            Channel channel = broker.connect().createChannel();
            assertThat(channel.messageCount("q")).as("confirmed").isGreaterThanOrEqualTo(published);
            assertThat(broker.stop()).isZero();
        }
        assertThat(Files.readString(data.resolveSibling("broker.log"))).doesNotContain("WARN", "ERROR", "\tat ");
    }

    /** Stops the broker with persistent messages on their way; returns how many were confirmed before. */
    private static long publishUntilStopped(ExternalBroker broker) throws Exception {
        Connection connection = broker.connect();
        Channel channel = connection.createChannel();
        channel.queueDeclare("q", true, false, false, null);
        channel.confirmSelect();
        for (int i = 0; i < 1_000; i++) {
            channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, new byte[100]);
        }
        channel.waitForConfirmsOrDie(60_000);
        Thread more = new Thread(() -> publishOn(channel), "publisher");
        more.start();
        assertThat(broker.stop()).as("exit code after SIGTERM").isZero();
        more.join();
        return 1_000;
    }

    private static void publishOn(Channel channel) {
        try {
            while (channel.isOpen()) {
                channel.basicPublish("", "q", MessageProperties.PERSISTENT_BASIC, new byte[100]);
            }
        } catch (IOException | RuntimeException e) {
            // the broker has closed the connection
        }
    }
}
