package io.leveret.dist.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.leveret.dist.ExternalBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code bin/leveret-store} on what a broker left. */
class StoreToolIT {
    private static final Path TOOL = Path.of("target", "leveret", "bin", "leveret-store");
    private static final int DEEP = 300;
    private static final int BODY = 10_000;

    @TempDir
    Path folder;

    private Path data;

    /** What the tool answered. */
    private record Answer(int exitCode, List<String> out, List<String> err) {}

    @BeforeEach
    void nameTheFolder() {
        data = folder.resolve("data");
    }

    @Test
    void whatAStoppedBrokerLeftIsWellAndCounted() throws Exception {
        try (ExternalBroker broker = broker()) {
            work(broker);
            assertThat(broker.stop()).isZero();
        }
        assertWhole(tool("verify", data.toString()));
        assertThat(Files.exists(data.resolve("cold"))).isTrue();
        restartAndCount();
    }

    @Test
    void whatAKilledBrokerLeftIsWellAndCounted() throws Exception {
        try (ExternalBroker broker = broker()) {
            work(broker);
            broker.kill();
        }
        assertWhole(tool("verify", data.toString()));
        Answer dump = tool("dump", "--bodies", data.toString());
        assertThat(dump.exitCode).as("dump: %s", dump.err).isZero();
        List<String> lines = dump.out.stream()
                .map(line -> line.replaceAll("A{20,}", "A")) // bodies are zeros
                .toList();
        assertThat(lines).anyMatch(line -> line.matches(".*\"type\":\"queue declared\".*\"name\":\"deep\".*"));
        assertThat(lines).anyMatch(line -> line.matches(".*\"type\":\"enqueue\".*\"body\":\"A.*"));
        assertThat(lines).anyMatch(line -> line.contains("\"type\":\"section\""));
        restartAndCount();
    }

    @Test
    void aFolderInUseIsRefusedAndADamagedOneHasFaults() throws Exception {
        try (ExternalBroker broker = broker()) {
            work(broker);
            Answer refused = tool("verify", data.toString());
            assertThat(refused.exitCode).isEqualTo(2);
            assertThat(refused.err)
                    .containsExactly("leveret-store: data directory " + data + " is in use by another process (pid "
                            + broker.pid() + ")");
            broker.kill();
        }
        Path cold = coldFile();
        byte[] content = Files.readAllBytes(cold);
        content[200] ^= 1;
        Files.write(cold, content);
        Answer damaged = tool("verify", data.toString());
        assertThat(damaged.exitCode).isEqualTo(1);
        assertThat(damaged.err)
                .containsExactly(
                        "fault: cold/" + cold.getFileName() + " at offset 64: expected the entry of a message");
    }

    private static void assertWhole(Answer answer) {
        assertThat(answer.exitCode).as("verify: %s", answer.err).isZero();
        assertThat(answer.out)
                .contains(
                        "queue vhost=\"/\" name=\"deep\" messages=" + DEEP + " body-octets=" + DEEP * BODY,
                        "queue vhost=\"/\" name=\"passing\" messages=1 body-octets=3",
                        "all is well");
    }

    /** Several files of messages that stay, and some that were acked. */
    private static void work(ExternalBroker broker) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("deep", true, false, false, null);
            channel.queueDeclare("passing", true, false, false, null);
            for (int i = 0; i < DEEP; i++) {
                channel.basicPublish("", "deep", MessageProperties.PERSISTENT_BASIC, new byte[BODY]);
            }
            channel.waitForConfirmsOrDie();
            for (int i = 0; i < 2_000; i++) {
                channel.basicPublish("", "passing", MessageProperties.PERSISTENT_BASIC, new byte[BODY]);
            }
            channel.waitForConfirmsOrDie();
            channel.queuePurge("passing");
            channel.basicPublish("", "passing", MessageProperties.PERSISTENT_BASIC, new byte[3]);
            channel.waitForConfirmsOrDie();
        }
    }

    private void restartAndCount() throws Exception {
        try (ExternalBroker broker = broker();
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            assertThat(channel.queueDeclarePassive("deep").getMessageCount()).isEqualTo(DEEP);
            assertThat(channel.queueDeclarePassive("passing").getMessageCount()).isEqualTo(1);
        }
    }

    private ExternalBroker broker() throws IOException {
        return ExternalBroker.start(
                data, "-Xmx128m", "leveret.journal.file-size=1 MiB", "leveret.journal.young-budget=4 MiB");
    }

    private Path coldFile() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("cold"))) {
            return files.sorted().findFirst().orElseThrow();
        }
    }

    private Answer tool(String... args) throws Exception {
        List<String> command = Stream.concat(Stream.of(TOOL.toAbsolutePath().toString()), Stream.of(args))
                .toList();
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LEVERET_JAVA_OPTS", "-Xmx128m");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        return new Answer(exitCode, out.lines().toList(), Files.readAllLines(err));
    }
}
