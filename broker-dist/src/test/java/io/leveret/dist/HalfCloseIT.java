package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that say that they will send nothing more: what they had asked is done, and they are let go. */
@Timeout(120)
class HalfCloseIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MESSAGES = 500;
    private static final String QUEUE = "half";

    @TempDir
    Path folder;

    private TestBroker broker;
    private Connection connection;
    private Channel observer;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"));
        connection = broker.connect();
        observer = connection.createChannel();
        observer.queueDeclare(QUEUE, true, false, false, null);
    }

    @AfterEach
    void stop() throws Exception {
        try (TestBroker closed = broker;
                Connection last = connection) {
            closed.awaitConnections(1);
            assertThat(last.isOpen()).isTrue();
        }
    }

    private void awaitReady(int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(observer.messageCount(QUEUE)).isEqualTo(count));
    }

    @Test
    void whatWasPublishedBeforeIsTaken() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            for (int i = 0; i < MESSAGES; i++) {
                RawRequests.publish(raw, QUEUE, new byte[100]);
            }
            raw.shutdownOutput();
            raw.awaitEnd();
        }
        awaitReady(MESSAGES);
    }

    @Test
    void whatWasAckedBeforeIsGoneAndTheRestIsReady() throws Exception {
        for (int i = 0; i < 10; i++) {
            observer.basicPublish("", QUEUE, null, new byte[1]);
        }
        try (RawConnection raw = RawConnection.open(broker.port())) {
            RawRequests.ack(raw, RawRequests.consume(raw, QUEUE, 10));
            raw.shutdownOutput();
            raw.awaitEnd();
        }
        awaitReady(9);
        assertThat(observer.consumerCount(QUEUE)).isZero();
    }

    @Test
    void aBodyWithoutItsEndIsNoMessage() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            raw.publish(QUEUE);
            raw.header(1_000);
            raw.frame(RawConnection.BODY, 1, new byte[999]);
            raw.shutdownOutput();
            raw.awaitEnd();
        }
        broker.awaitConnections(1);
        awaitReady(0);
    }

    @Test
    void anIdleClientIsLetGoWithWhatItOwned() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            RawRequests.declareExclusive(raw, "mine");
            raw.shutdownOutput();
            raw.awaitEnd();
        }
        broker.awaitConnections(1);
        assertThat(observer.queueDeclare("mine", false, false, true, null).getConsumerCount())
                .isZero();
    }
}
