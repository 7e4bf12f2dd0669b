package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose data directory is a file system of 64 MiB that fills up. */
@Timeout(180)
class FullDiskIT {
    private static final int MIB = 1 << 20;
    private static final int FLOOR = 8 * MIB;
    private static final int BODY = 10_000;
    private static final int IN_FLIGHT = 200;
    private static final int ACKED = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUEUE = "full";

    @TempDir
    Path folder;

    private final Set<Integer> confirmed = new ConcurrentSkipListSet<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Set<Integer> acked = new TreeSet<>();

    @Test
    void publishersWaitForSpaceConsumersDoNotAndNothingIsLost() throws Exception {
        Path data = folder.resolve("data");
        try (LoopDisk disk = LoopDisk.create(folder.resolve("disk.ext4"), data, 64 * MIB)) {
            Path ballast = Files.write(data.resolve("ballast"), new byte[16 * MIB]);
            try (ExternalBroker broker = start(data)) {
                Thread publisher = publish(broker.connect());
                awaitStandstillAtTheFloor(disk);
                consume(broker, ACKED);
                int before = confirmed.size();
                Files.delete(ballast);
                awaitConfirmed(before + 500);
                awaitStandstill();
                declareAndDeleteAnother(broker);
                before = confirmed.size();
                consume(broker, before / 2);
                awaitConfirmed(before + 300);
                assertThat(broker.isAlive()).as("alive").isTrue();
                broker.kill();
                publisher.join();
                assertThat(told).startsWith("low on disk", "unblocked", "low on disk");
            }
            try (ExternalBroker broker = start(data)) {
                checkWhatIsThere(broker);
                assertThat(broker.stop()).as("exit code").isZero();
            }
        }
        assertThat(Files.readString(folder.resolve("broker.log")))
                .contains("the disk is nearly full", "publishes are taken again")
                .doesNotContain("ERROR", "\tat ");
    }

    private static ExternalBroker start(Path data) throws IOException {
        return ExternalBroker.start(
                data,
                "-Xmx256m",
                "leveret.journal.file-size=1 MiB",
                "leveret.journal.waiting-bytes=1 MiB",
                "leveret.journal.free-disk-floor=" + FLOOR);
    }

    /** Publishes until the broker is gone. */
    private Thread publish(Connection connection) throws IOException {
        connection.addBlockedListener(told::add, () -> told.add("unblocked"));
        Channel channel = connection.createChannel();
        channel.queueDeclare(QUEUE, true, false, false, null);
        channel.confirmSelect();
        Semaphore window = new Semaphore(IN_FLIGHT);
        connection.addShutdownListener(cause -> window.release(IN_FLIGHT));
        int[] next = {1};
        channel.addConfirmListener(
                (tag, multiple) -> {
                    for (; next[0] <= tag; next[0]++) {
                        confirmed.add(next[0]);
                        window.release();
                    }
                },
                (tag, multiple) -> {});
        Thread thread = new Thread(() -> publish(channel, window), "publisher");
        thread.start();
        return thread;
    }

    private static void publish(Channel channel, Semaphore window) {
        try {
            for (int number = 1; channel.isOpen(); number++) {
                window.acquireUninterruptibly();
                byte[] body = new byte[BODY];
                ByteBuffer.wrap(body).putInt(number).putInt(BODY - Integer.BYTES, number);
                channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, body);
            }
        } catch (IOException | RuntimeException e) {
            // the broker was killed
        }
    }

    /** Until nothing is confirmed for two seconds. */
    private void awaitStandstill() {
        int[] last = {-1};
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).until(() -> {
            int before = last[0];
            last[0] = confirmed.size();
            return last[0] == before && before > 0;
        });
    }

    /** Whenever files are emptied there is space once more, and publishers go on for a moment. */
    private void awaitStandstillAtTheFloor(LoopDisk disk) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            awaitStandstill();
            assertThat(disk.freeBytes()).isBetween(1L, FLOOR + FLOOR / 8L);
        });
    }

    private void awaitConfirmed(int messages) {
        await().atMost(PATIENCE).until(() -> confirmed.size() >= messages);
    }

    private void consume(ExternalBroker broker, int count) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (int i = 0; i < count; i++) {
                GetResponse message = channel.basicGet(QUEUE, false);
                channel.basicAck(message.getEnvelope().getDeliveryTag(), false);
                acked.add(number(message));
            }
            channel.queueDeclare(QUEUE, true, false, false, null); // the acks are on disk
        }
    }

    private static void declareAndDeleteAnother(ExternalBroker broker) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("another", true, false, false, null);
            channel.queuePurge("another");
            channel.queueDelete("another");
        }
    }

    private void checkWhatIsThere(ExternalBroker broker) throws Exception {
        Set<Integer> missing = new TreeSet<>(confirmed);
        missing.removeAll(acked);
        int last = 0;
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (GetResponse message = channel.basicGet(QUEUE, true);
                    message != null;
                    message = channel.basicGet(QUEUE, true)) {
                int number = number(message);
                assertThat(number).as("in order").isGreaterThan(last);
                assertThat(acked).as("came back").doesNotContain(number);
                missing.remove(number);
                last = number;
            }
        }
        assertThat(missing).as("confirmed, not acked and lost").isEmpty();
    }

    private static int number(GetResponse message) {
        ByteBuffer body = ByteBuffer.wrap(message.getBody());
        int number = body.getInt(0);
        assertThat(body.getInt(BODY - Integer.BYTES)).isEqualTo(number);
        return number;
    }
}
