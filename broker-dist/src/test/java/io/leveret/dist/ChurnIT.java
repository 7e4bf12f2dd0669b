package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of things made and dropped: neither counts nor objects in the heap nor file descriptors are left. */
@Timeout(240)
class ChurnIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTIONS = 2_000;
    private static final int CHANNELS = 5_000;
    private static final int OWNERS = 100;
    private static final int QUEUES_EACH = 30;
    private static final int CONSUMERS = 2_000;

    /** What grows by a few whatever happens: the bystander's messages, the audit's lines, lambdas that were not there before. */
    private static final long MORE_OBJECTS = 300;

    private static final long MORE_DESCRIPTORS = 8;

    @TempDir
    Path folder;

    private TestBroker broker;
    private Bystander bystander;
    private BrokerTotals totals;
    private Map<String, Long> objects;
    private long descriptors;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"), "leveret.listeners.management.enabled=true");
        bystander = new Bystander(broker.connect());
        bystander.awaitRounds(10);
        for (int i = 0; i < 20; i++) {
            connectAndDrop(i); // whatever is made once is made
        }
        broker.awaitConnections(1);
        totals = BrokerTotals.of(broker.managementPort());
        objects = ObjectCount.byClass();
        descriptors = descriptors();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    @AfterEach
    void everythingIsBack() throws Exception {
        try (TestBroker closed = broker;
                Bystander last = bystander) {
            last.awaitRounds(3);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(BrokerTotals.of(closed.managementPort())).isEqualTo(totals);
                assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + MORE_DESCRIPTORS);
                assertThat(ObjectCount.byClass())
                        .allSatisfy((name, count) -> assertThat(count)
                                .as(name)
                                .isLessThanOrEqualTo(objects.getOrDefault(name, 0L) + MORE_OBJECTS));
            });
        }
    }

    /** In one of four ways. */
    private void connectAndDrop(int number) throws IOException {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            switch (number % 4) {
                case 0 -> raw.reset();
                case 1 -> {
                    raw.shutdownOutput();
                    raw.awaitEnd();
                }
                case 2 -> {
                    RawRequests.closeConnection(raw);
                    raw.expect(10, 51);
                }
                default -> {} // just closes
            }
        }
    }

    @Test
    void connections() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            connectAndDrop(i);
        }
    }

    @Test
    void channels() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            RawRequests.closeChannel(raw);
            raw.expect(20, 41);
            for (int i = 0; i < CHANNELS; i++) {
                raw.method(1, 20, 10, args -> args.write(0));
                RawRequests.closeChannel(raw);
                raw.expect(20, 11);
                raw.expect(20, 41);
            }
        }
    }

    @Test
    void exclusiveQueuesWithBindingsAndConsumers() throws Exception {
        for (int i = 0; i < OWNERS; i++) {
            try (RawConnection raw = RawConnection.open(broker.port())) {
                for (int q = 0; q < QUEUES_EACH; q++) {
                    String queue = "queue-" + q + "-of-" + i;
                    RawRequests.declareExclusive(raw, queue);
                    raw.method(1, 50, 20, args -> {
                        args.writeShort(0);
                        RawConnection.shortText(args, queue);
                        RawConnection.shortText(args, "amq.topic");
                        RawConnection.shortText(args, "#." + queue);
                        args.write(0);
                        args.writeInt(0);
                    });
                    raw.expect(50, 21);
                    RawRequests.publish(raw, queue, new byte[1_000]);
                    RawRequests.consume(raw, queue, 1);
                }
                raw.reset();
            }
        }
    }

    @Test
    void consumers() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            String queue = channel.queueDeclare("", false, true, false, null).getQueue();
            for (int i = 0; i < CONSUMERS; i++) {
                channel.basicCancel(channel.basicConsume(queue, false, (tag, delivery) -> {}, tag -> {}));
            }
        }
    }
}
