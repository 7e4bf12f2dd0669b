package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A well-behaved client beside the others: publishes with confirms and consumes what it published, one message after another. */
final class Bystander implements AutoCloseable {
    private static final String QUEUE = "bystander";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final Channel channel;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "bystander");
    private volatile boolean ended;
    private volatile int rounds;
    private volatile String trouble = "";

    /** The connection is closed with this client. */
    Bystander(Connection connection) throws IOException {
        this.connection = connection;
        channel = connection.createChannel();
        channel.queueDeclare(QUEUE, true, false, false, null);
        channel.confirmSelect();
        channel.basicConsume(
                QUEUE,
                false,
                (tag, delivery) -> {
                    received.add(new String(delivery.getBody(), UTF_8));
                    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                },
                tag -> trouble = "its consumer was cancelled");
        thread.start();
    }

    private void run() {
        try {
            for (int i = 1; !ended && trouble.isEmpty(); i++) {
                roundTrip(Integer.toString(i));
                rounds = i;
            }
        } catch (Exception e) {
            trouble = e.toString();
        }
    }

    private void roundTrip(String body) throws Exception {
        channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, body.getBytes(UTF_8));
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
        String back = received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!body.equals(back)) {
            trouble = "published " + body + ", received " + back;
        }
    }

    /** Waits until so many more messages have gone round. */
    void awaitRounds(int more) {
        int wanted = rounds + more;
        await().atMost(PATIENCE).until(() -> rounds >= wanted || !trouble.isEmpty());
        assertThat(trouble).as("trouble of the well-behaved client").isEmpty();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        await().atMost(PATIENCE).until(() -> !thread.isAlive());
        assertThat(trouble).as("trouble of the well-behaved client").isEmpty();
        connection.close();
    }
}
