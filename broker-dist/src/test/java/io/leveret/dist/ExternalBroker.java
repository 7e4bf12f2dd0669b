package io.leveret.dist;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged broker as a process of its own, on a free port: what can be killed. */
public final class ExternalBroker implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("leveret ready: amqp://127\\.0\\.0\\.1:(\\d+).*");
    private static final Path LAUNCHER = Path.of("target", "leveret", "bin", "leveret");

    private final Process process;
    private final Thread logPump;
    private final int port;
    private final long startMillis;

    private ExternalBroker(Process process, Thread logPump, int port, long startMillis) {
        this.process = process;
        this.logPump = logPump;
        this.port = port;
        this.startMillis = startMillis;
    }

    /** Returns when connections are served. The log goes to {@code broker.log} in the data directory's parent. */
    public static ExternalBroker start(Path dataDirectory, String javaOptions, String... settings) throws IOException {
        return start(dataDirectory, Map.of("LEVERET_JAVA_OPTS", javaOptions), settings);
    }

    /** The same, with these environment variables beside the test's own. */
    static ExternalBroker start(Path dataDirectory, Map<String, String> environment, String... settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        List<String> all = new ArrayList<>(List.of(
                "leveret.listeners.amqp.port=0",
                "leveret.listeners.management.enabled=false",
                "leveret.listeners.metrics.enabled=false"));
        all.addAll(List.of(settings));
        for (String setting : all) {
            command.add("--set");
            command.add(setting);
        }
        return start(dataDirectory, environment, command);
    }

    /** With the settings of a file, and none beside it. */
    static ExternalBroker startWith(Path configuration, Path dataDirectory, String javaOptions) throws IOException {
        return start(
                dataDirectory, Map.of("LEVERET_JAVA_OPTS", javaOptions), List.of("--config", configuration.toString()));
    }

    private static ExternalBroker start(Path dataDirectory, Map<String, String> environment, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(LAUNCHER.toAbsolutePath().toString());
        command.add("--data-dir");
        command.add(dataDirectory.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Path log = dataDirectory.resolveSibling("broker.log");
        builder.redirectErrorStream(true);
        long began = System.nanoTime();
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        int port = awaitReady(output, log);
        long startMillis = (System.nanoTime() - began) / 1_000_000;
        Thread logPump = new Thread(() -> copy(output, log), "broker-log");
        logPump.setDaemon(true);
        logPump.start();
        return new ExternalBroker(process, logPump, port, startMillis);
    }

    private static int awaitReady(BufferedReader output, Path log) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Files.writeString(
                    log, line + "\n", java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("the broker ended before it was ready:\n" + Files.readString(log));
    }

    private static void copy(BufferedReader output, Path log) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Files.writeString(log, line + "\n", java.nio.file.StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // the process or its folder is gone: there is nothing left to copy
        }
    }

    public int port() {
        return port;
    }

    /** The launcher becomes the broker's Java, so this is the Java's. */
    public long pid() {
        return process.pid();
    }

    /** From the start of the process to its ready line. */
    public long startMillis() {
        return startMillis;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(port);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; returns the exit code when the log is whole. */
    public int stop() throws InterruptedException {
        process.toHandle().destroy(); // Process.destroy would close the output, and the last lines of the log were lost
        int exitCode = process.waitFor();
        logPump.join();
        return exitCode;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
