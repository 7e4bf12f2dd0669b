package io.leveret.dist.soak;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that nobody ends: publishes a persistent message, waits for its confirm and for the message, and notes how long that took. */
final class Probe {
    private static final int PAUSE_MILLIS = 50;
    private static final int PATIENCE_MILLIS = 60_000;

    private final Connection connection;
    private final SoakLedger ledger;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "probe");
    private long[] micros = new long[1024];
    private int count;

    Probe(Doors doors, SoakLedger ledger) throws Exception {
        this.ledger = ledger;
        connection = doors.factory(false).newConnection();
        thread.start();
    }

    private void run() {
        try (Channel channel = connection.createChannel()) {
            BlockingQueue<Boolean> arrivals = new ArrayBlockingQueue<>(1);
            String queue = "soak.probe";
            channel.queueDeclare(queue, true, true, false, null);
            channel.basicConsume(queue, true, (tag, delivery) -> arrivals.add(true), tag -> {});
            channel.confirmSelect();
            while (!over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                long began = System.nanoTime();
                channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, new byte[100]);
                channel.waitForConfirmsOrDie(PATIENCE_MILLIS);
                if (arrivals.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) == null) {
                    throw new IllegalStateException("its message has not come");
                }
                note(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began));
            }
        } catch (Exception e) {
            ledger.trouble("the probe failed: " + e);
        }
    }

    private void note(long time) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = time;
    }

    /** Ends it; tells the times. */
    Times stop() throws Exception {
        over.countDown();
        thread.join();
        connection.close();
        long[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return count == 0
                ? new Times(0, 0, 0, 0)
                : new Times(count, sorted[count / 2], sorted[count * 99 / 100], sorted[count - 1]);
    }

    /** From publish to both confirm and delivery, in microseconds. */
    record Times(int count, long median, long p99, long longest) {
        @Override
        public String toString() {
            return "%d rounds, p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
                    .formatted(count, median / 1e3, p99 / 1e3, longest / 1e3);
        }
    }
}
