package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishers are told when they are blocked, and when they are not any more; all others go on. */
class AlarmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BODY = 64 << 10;

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger published = new AtomicInteger();

    private Connection publisher(ExternalBroker broker) throws Exception {
        Connection connection = broker.connect();
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                told.add("blocked: " + reason);
            }

            @Override
            public void handleUnblocked() {
                told.add("unblocked");
            }
        });
        return connection;
    }

    /** Publishes until its connection is closed. */
    private Thread flood(Connection connection) {
        Thread thread = new Thread(
                () -> {
                    try {
                        Channel channel = connection.createChannel();
                        while (true) {
                            channel.basicPublish("", "held", null, new byte[BODY]);
                            published.incrementAndGet();
                        }
                    } catch (IOException | RuntimeException e) {
                        // closed
                    }
                },
                "flood");
        thread.start();
        return thread;
    }

    @Test
    void whoHoldsTooMuchUnackedBlocksPublishersAndNobodyElse() throws Exception {
        try (ExternalBroker broker = ExternalBroker.start(folder.resolve("data"), "-Xmx96m")) {
            Connection flooding = publisher(broker);
            try (Connection others = broker.connect();
                    Channel hoarder = others.createChannel();
                    Channel beside = others.createChannel()) {
                hoarder.queueDeclare("held", false, false, false, null);
                AtomicInteger received = new AtomicInteger();
                hoarder.basicConsume("held", false, (tag, delivery) -> received.incrementAndGet(), tag -> {});
                Thread flood = flood(flooding);

                await().atMost(PATIENCE).until(() -> told.contains("blocked: low on memory"));
                int before = received.get();
                assertThat(beside.queueDeclare().getQueue())
                        .as("others are served")
                        .isNotEmpty();

                hoarder.basicAck(0, true);
                await().atMost(PATIENCE).until(() -> told.contains("unblocked") && received.get() > before);
                flooding.abort();
                flood.join();
            }
            assertThat(broker.stop()).as("exit code").isZero();
        }
        assertThat(told.subList(0, 2)).containsExactly("blocked: low on memory", "unblocked");
        assertThat(Files.readString(folder.resolve("broker.log")))
                .contains("low on memory: publishers of the virtual host wait", "publishers of the virtual host go on")
                .doesNotContain("OutOfMemory", "ERROR");
    }
}
