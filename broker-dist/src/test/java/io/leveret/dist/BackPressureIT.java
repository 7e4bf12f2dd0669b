package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that ask for more than a broker with 128 MiB of heap can hold. */
@Timeout(240)
class BackPressureIT {
    /** All pages of the heap are there from the start, so that what is measured later is what lies beside it. */
    private static final String JAVA = "-Xms128m -Xmx128m -XX:+AlwaysPreTouch";

    private static final long MIB = 1 << 20;
    private static final int WAITING = 1_000;
    private static final int DEAF = 20;
    private static final int DEAF_BACKLOG = 400;
    private static final int UNFINISHED = 200;

    @TempDir
    Path folder;

    private ExternalBroker broker;

    @BeforeEach
    void start() throws IOException {
        broker = ExternalBroker.start(folder.resolve("data"), JAVA, "leveret.journal.file-size=16 MiB");
    }

    @AfterEach
    void stop() throws Exception {
        try (ExternalBroker last = broker) {
            assertThat(last.isAlive()).as("alive").isTrue();
            assertThat(last.stop()).as("exit code").isZero();
        }
        assertThat(Files.readAllLines(folder.resolve("broker.log")))
                .filteredOn(line -> !line.contains("low on memory: publishers")) // where the disk is slow
                .noneMatch(line -> line.matches(".*(OutOfMemory|WARN|ERROR|\tat ).*"));
    }

    @ParameterizedTest
    @CsvSource({"false, 1024", "true, 1024", "false, 65536", "true, 65536"})
    void publishersGoOnThoughTheyFillMoreThanTheMemoryAndNothingIsLost(boolean persistent, int size) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("full", true, false, false, null);
            channel.queueDeclare("waiting", true, false, false, null);
            for (int i = 0; i < WAITING; i++) {
                channel.basicPublish("", "waiting", null, new byte[100]);
            }
            var properties = persistent ? MessageProperties.PERSISTENT_BASIC : MessageProperties.BASIC;
            Flood flood = new Flood(broker, "full", properties, size, (int) (45 * MIB / size));
            othersAreServed();
            flood.awaitTaken();
            flood.drain(channel);
            flood.end();
            assertThat(channel.messageCount("full")).isZero();
        }
    }

    private void othersAreServed() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, "amq.topic", "#");
            channel.exchangeDeclare("beside", "fanout");
            CountDownLatch left = new CountDownLatch(WAITING);
            channel.basicConsume(
                    "waiting",
                    false,
                    (tag, delivery) -> {
                        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                        left.countDown();
                    },
                    tag -> {});
            assertThat(left.await(60, TimeUnit.SECONDS))
                    .as("a consumer is served")
                    .isTrue();
        }
    }

    @Test
    void clientsThatNeverReadHoldNoMoreThanTheirBound() throws Exception {
        List<RawConnection> deaf = new ArrayList<>();
        try (Bystander bystander = new Bystander(broker.connect());
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (int i = 0; i < DEAF; i++) {
                channel.queueDeclare("deaf-" + i, false, false, false, null);
                channel.queueBind("deaf-" + i, "amq.fanout", "");
            }
            for (int i = 0; i < DEAF_BACKLOG; i++) {
                channel.basicPublish("amq.fanout", "", null, new byte[64 * 1024]);
            }
            bystander.awaitRounds(50);
            long before = BrokerMemory.residentBytes();
            for (int i = 0; i < DEAF; i++) {
                RawConnection raw = RawConnection.connectWithReceiveBuffer(broker.port(), 4096);
                deaf.add(raw);
                raw.opened().consume("deaf-" + i, "");
            }
            bystander.awaitRounds(200);
            // each would take 25 MiB if the broker did not wait for it
            assertThat(BrokerMemory.residentBytes() - before).isLessThan(DEAF * 2 * MIB + 32 * MIB);
            for (int i = 0; i < DEAF; i++) {
                assertThat(channel.messageCount("deaf-" + i))
                        .as("left in the queue")
                        .isPositive();
            }
        } finally {
            for (RawConnection raw : deaf) {
                raw.close();
            }
        }
    }

    @Test
    void bodiesThatNeverComeHoldOnlyWhatWasReceived() throws Exception {
        List<RawConnection> unfinished = new ArrayList<>();
        try (Bystander bystander = new Bystander(broker.connect())) {
            bystander.awaitRounds(50);
            long before = BrokerMemory.residentBytes();
            for (int i = 0; i < UNFINISHED; i++) {
                RawConnection raw = RawConnection.open(broker.port());
                unfinished.add(raw);
                raw.publish("anywhere");
                raw.header(10 * MIB);
                raw.frame(RawConnection.BODY, 1, new byte[1024]);
            }
            bystander.awaitRounds(50);
            assertThat(BrokerMemory.residentBytes() - before).isLessThan(32 * MIB);
        } finally {
            for (RawConnection raw : unfinished) {
                raw.close();
            }
        }
    }
}
