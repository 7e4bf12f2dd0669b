package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import io.leveret.dist.supervisor.NotifyReceiver;
import io.leveret.dist.supervisor.Supervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a supervisor is told of a broker. */
@Timeout(180)
class SupervisedIT {
    @TempDir
    Path folder;

    @Test
    void theProcessTellsThatItIsReadyHowItIsAndThatItStops() throws Exception {
        String socket = folder.resolve("notify").toString();
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "1000000");
        try (NotifyReceiver supervisor = new NotifyReceiver(socket);
                ExternalBroker broker = ExternalBroker.start(folder.resolve("data"), environment)) {
            assertThat(supervisor.next("READY=1")).isEqualTo("READY=1\nSTATUS=ready on AMQP port " + broker.port());
            try (Connection connection = broker.connect()) {
                connection.createChannel().queueDeclare("q", true, false, false, null);
                supervisor.next("WATCHDOG=1");
                supervisor.next("WATCHDOG=1");
            }
            assertThat(broker.stop()).isZero();
            supervisor.next("STOPPING=1");
        }
    }

    @Test
    void aCoreThatHangsLeavesTheWatchdogWithoutASignOfLife() throws Exception {
        String socket = folder.resolve("notify").toString();
        Map<String, String> environment = Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "200000");
        try (NotifyReceiver receiver = new NotifyReceiver(socket);
                TestBroker broker = TestBroker.start(folder.resolve("data"), "leveret.vhosts=[\"/\",\"other\"]");
                Supervisor supervisor = Supervisor.of(environment).orElseThrow()) {
            supervisor.ready(broker.watched());
            assertThat(receiver.next("STATUS=")).endsWith("; connections 0, queues 0, messages 0 (unacked 0)");
            receiver.next("WATCHDOG=1");

            CountDownLatch goOn = new CountDownLatch(1);
            try {
                broker.node().view(view -> view.readers().get("other").answers(() -> awaitUninterruptibly(goOn)));
                receiver.next("STATUS=no answer from");
                receiver.passOver("WATCHDOG=1");
                Awaitility.await("no sign of life for longer than the watchdog waits")
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> receiver.passOver("WATCHDOG=1") == 0);
            } finally {
                goOn.countDown();
            }
            receiver.next("WATCHDOG=1");
            supervisor.stopping();
            broker.allowComplaints("WARN no answer from");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
