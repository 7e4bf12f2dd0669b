package io.leveret.dist;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long scrapes of a broker with 10,000 queues take, and what they do to the latency of 1,000 messages a second; the goal is less than 300 ms and nothing to be
 * seen. It asserts nothing, and runs only when it is named:
 *
 * <pre>mvn -B verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ScrapeCost -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 */
class ScrapeCost {
    private static final int QUEUES = 10_000;
    private static final int SCRAPES = 15;
    private static final int MESSAGES = 10_000;
    private static final long APART_NANOS = 1_000_000;
    private static final String[] PATHS = {
        "/metrics", "/metrics/detailed?family=queue_coarse_metrics", "/metrics/per-object",
    };

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void measure() throws Exception {
        try (TestBroker broker = TestBroker.start(folder, "leveret.listeners.metrics.enabled=true");
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (int i = 0; i < QUEUES; i++) {
                channel.queueDeclareNoWait("application.queue-" + i, false, false, false, Map.of());
                channel.basicPublish("", "application.queue-" + i, null, new byte[10]);
            }
            channel.queueDeclare("measured", false, false, false, null);
            for (String path : PATHS) {
                time(broker, path);
            }
            latency(channel); // warms up
            say("without scrapes: {0}", latency(channel));
            for (String path : PATHS) {
                Thread scraper = new Thread(() -> scrapeUntilInterrupted(broker, path));
                scraper.start();
                say("with " + path + " every second: {0}", latency(channel));
                scraper.interrupt();
                scraper.join();
            }
            say("without scrapes: {0}", latency(channel));
        }
    }

    private static void say(String what, Object value) {
        System.getLogger("ScrapeCost").log(System.Logger.Level.INFO, what, value);
    }

    private int scrape(TestBroker broker, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + broker.metricsPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body()
                .length;
    }

    /** With a pause, as answers are shared for a second. */
    private void time(TestBroker broker, String path) throws IOException, InterruptedException {
        long[] micros = new long[SCRAPES];
        int octets = 0;
        for (int i = 0; i < SCRAPES; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_100));
            long began = System.nanoTime();
            octets = scrape(broker, path);
            micros[i] = (System.nanoTime() - began) / 1_000;
        }
        long first = micros[0];
        Arrays.sort(micros);
        say(
                path + ": {0}",
                "first " + first / 1e3 + " ms, median " + micros[SCRAPES / 2] / 1e3 + " ms, longest "
                        + micros[SCRAPES - 1] / 1e3 + " ms, " + octets + " octets");
    }

    private void scrapeUntilInterrupted(TestBroker broker, String path) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                scrape(broker, path);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_050));
            }
        } catch (IOException e) {
            say("scrapes ended: {0}", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // asked to end
        }
    }

    /** From publish to delivery, in microseconds. */
    private static String latency(Channel channel) throws IOException, InterruptedException {
        long[] micros = new long[MESSAGES];
        CountDownLatch left = new CountDownLatch(MESSAGES);
        String consumer = channel.basicConsume("measured", true, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                ByteBuffer sent = ByteBuffer.wrap(body);
                micros[sent.getInt()] = (System.nanoTime() - sent.getLong()) / 1_000;
                left.countDown();
            }
        });
        long due = System.nanoTime();
        for (int i = 0; i < MESSAGES; i++) {
            due += APART_NANOS;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            ByteBuffer body = ByteBuffer.allocate(12).putInt(i).putLong(System.nanoTime());
            channel.basicPublish("", "measured", null, body.array());
        }
        left.await();
        channel.basicCancel(consumer);
        Arrays.sort(micros);
        return "latency p50 " + micros[MESSAGES / 2] + " us, p99 " + micros[MESSAGES * 99 / 100] + " us";
    }
}
