package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a process of its own, as only there the exit code is real. */
class ShutdownTest {
    @ParameterizedTest
    @CsvSource({"stops, 0", "stop fails, 2", "stop hangs, 1"})
    void aSignalStopsTheBrokerAndTheExitCodeTellsHow(String behaviour, int exitCode) throws Exception {
        Process process = start(behaviour);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("running");

            process.toHandle().destroy(); // SIGTERM; destroy() of the process itself would close its output too

            assertThat(output.readLine()).isEqualTo("stopping");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(exitCode);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStartThatBreaksOnADefectExitsWithTwoAndLogsIt() throws Exception {
        Process process = start("start breaks");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines())
                    .anyMatch(line -> line.contains("the start failed with a defect of Leveret"))
                    .anyMatch(line -> line.contains("IllegalStateException: broken"));
            assertThat(process.waitFor()).isEqualTo(2);
        }
    }

    @Test
    void aStartThatFailsAsExpectedExitsWithOne() throws Exception {
        Process process = start("start fails");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.lines()).containsExactly("leveret: no port");
            assertThat(process.waitFor()).isEqualTo(1);
        }
    }

    private static Process start(String behaviour) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        // the test jars of other modules bring a logback-test.xml that would win
                        "-Dlogback.configurationFile=src/main/resources/logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Broker.class.getName(),
                        behaviour)
                .redirectErrorStream(true)
                .start();
    }

    /** A broker that does nothing but start and stop as told. */
    public static final class Broker {
        private static final PrintWriter OUT =
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

        public static void main(String[] args) throws InterruptedException {
            Main main = new Main(Map.of(), Optional.empty(), OUT, OUT, (settings, options) -> start(args[0]));
            main.run().ifPresent(System::exit);
            OUT.println("running");
            new CountDownLatch(1).await();
        }

        private static Runnable start(String behaviour) {
            switch (behaviour) {
                case "start fails" -> throw new StartException("no port");
                case "start breaks" -> throw new IllegalStateException("broken");
                default -> {
                    return () -> stop(behaviour);
                }
            }
        }

        private static void stop(String behaviour) {
            OUT.println("stopping");
            if (behaviour.equals("stop fails")) {
                throw new IllegalStateException("cannot stop");
            }
            if (behaviour.equals("stop hangs")) {
                hang();
            }
        }

        private static void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
