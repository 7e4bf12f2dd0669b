package io.leveret.dist.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.CoreReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages over real datagram sockets. */
@Timeout(60)
class SupervisorTest {
    @TempDir
    Path folder;

    private static final Watched BROKER = new Watched(
            List.of(new Watched.Listener("AMQP", 5672), new Watched.Listener("metrics", 15692)),
            List.of(),
            reader -> reader.accept(Map.of()));

    @Test
    void itIsToldOfStartReadinessAndStop() throws Exception {
        tellOfALife(folder.resolve("notify").toString());
    }

    @Test
    void aSocketInTheAbstractNamespaceIsTold() throws Exception {
        tellOfALife("@leveret-test-" + ProcessHandle.current().pid());
    }

    private static void tellOfALife(String name) throws InterruptedException {
        try (NotifyReceiver receiver = new NotifyReceiver(name);
                Supervisor supervisor = supervisor(Map.of("NOTIFY_SOCKET", name))) {
            supervisor.starting();
            supervisor.ready(BROKER);
            supervisor.stopping();

            assertThat(receiver.next("")).isEqualTo("STATUS=starting: reading the journal");
            assertThat(receiver.next("")).isEqualTo("READY=1\nSTATUS=ready on AMQP port 5672, metrics port 15692");
            assertThat(receiver.next("")).isEqualTo("STOPPING=1\nSTATUS=stopping");
        }
    }

    @Test
    void whatIsSaidRightBeforeTheEndIsHeard() throws Exception {
        String name = folder.resolve("notify").toString();
        try (NotifyReceiver receiver = new NotifyReceiver(name)) {
            for (int i = 0; i < 20; i++) {
                Supervisor supervisor = supervisor(Map.of("NOTIFY_SOCKET", name));
                supervisor.stopping();
                supervisor.close();

                assertThat(receiver.received().poll(5, TimeUnit.SECONDS)).isEqualTo("STOPPING=1\nSTATUS=stopping");
            }
        }
    }

    @Test
    void aSupervisorThatWasAwayIsToldAgain() throws Exception {
        Path socket = folder.resolve("notify");
        try (Supervisor supervisor = supervisor(Map.of("NOTIFY_SOCKET", socket.toString()))) {
            supervisor.starting();
            try (NotifyReceiver first = new NotifyReceiver(socket.toString())) {
                supervisor.starting();
                first.next("STATUS=starting");
            }
            supervisor.starting();
            Files.deleteIfExists(socket);
            try (NotifyReceiver second = new NotifyReceiver(socket.toString())) {
                supervisor.stopping();
                second.next("STOPPING=1");
            }
        }
    }

    @Test
    void aSignOfLifeComesOnlyWhileTheNodeAnswers() throws Exception {
        String name = folder.resolve("notify").toString();
        BlockingQueue<Consumer<Map<String, CoreReader>>> questions = new LinkedBlockingQueue<>();
        Watched broker = new Watched(List.of(), List.of(), questions::add);
        try (NotifyReceiver receiver = new NotifyReceiver(name);
                Supervisor supervisor = supervisor(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "100000"))) {
            supervisor.ready(broker);
            receiver.next("READY=1");
            Consumer<Map<String, CoreReader>> question = questions.take();

            assertThat(receiver.next("")).isEqualTo("STATUS=no answer from the node");
            assertThat(receiver.received().poll(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(questions).isEmpty();
            question.accept(Map.of());
            assertThat(questions.take()).isNotNull();
        }
    }

    @Test
    void withoutASocketThatCanBeReachedThereIsNoSupervisor() {
        assertThat(Supervisor.of(Map.of())).isEmpty();
        assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", ""))).isEmpty();
        assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", "vsock:2:1234"))).isEmpty();
    }

    @Test
    void theWatchdogOfAnotherProcessIsNotFed() {
        String own = Long.toString(ProcessHandle.current().pid());

        assertThat(Supervisor.watchdogMicros(Map.of("WATCHDOG_USEC", "5"))).isEqualTo(OptionalLong.of(5));
        assertThat(Supervisor.watchdogMicros(Map.of("WATCHDOG_USEC", "5", "WATCHDOG_PID", own)))
                .isEqualTo(OptionalLong.of(5));
        assertThat(Supervisor.watchdogMicros(Map.of("WATCHDOG_USEC", "5", "WATCHDOG_PID", own + "1")))
                .isEmpty();
        assertThat(Supervisor.watchdogMicros(Map.of())).isEmpty();
        assertThat(Supervisor.watchdogMicros(Map.of("WATCHDOG_USEC", "soon"))).isEmpty();
    }

    private static Supervisor supervisor(Map<String, String> environment) {
        return Supervisor.of(environment).orElseThrow();
    }
}
