package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Publishers that wait for nobody, each on a connection of its own; their messages carry who they are and a number. */
final class Flood {
    private static final int PUBLISHERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String queue;
    private final int total;
    private final AtomicLong published = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    Flood(ExternalBroker broker, String queue, BasicProperties properties, int size, int messagesEach)
            throws Exception {
        this.queue = queue;
        total = PUBLISHERS * messagesEach;
        for (int i = 0; i < PUBLISHERS; i++) {
            Connection connection = broker.connect();
            connections.add(connection);
            int publisher = i;
            Thread thread =
                    new Thread(() -> publish(connection, publisher, properties, size, messagesEach), "publisher-" + i);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void publish(Connection connection, int publisher, BasicProperties properties, int size, int count) {
        try {
            Channel channel = connection.createChannel();
            for (int i = 0; i < count; i++) {
                byte[] body = new byte[size];
                ByteBuffer.wrap(body).putInt(publisher).putInt(i);
                channel.basicPublish("", queue, properties, body);
                published.incrementAndGet();
            }
            channel.queueDeclarePassive(queue); // answered when all before it has been taken
        } catch (IOException | RuntimeException e) {
            published.set(Long.MIN_VALUE); // no drain will reach the total
        }
    }

    /** Waits until the broker has taken everything. */
    void awaitTaken() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
        }
        assertThat(published.get()).as("published").isEqualTo(total);
    }

    /** Consumes everything, and checks that each publisher's messages come complete and in order. */
    void drain(Channel channel) throws Exception {
        CountDownLatch left = new CountDownLatch(total);
        int[] next = new int[PUBLISHERS];
        List<String> wrong = new ArrayList<>();
        channel.basicQos(100);
        String consumer = channel.basicConsume(
                queue,
                false,
                (tag, delivery) -> {
                    ByteBuffer body = ByteBuffer.wrap(delivery.getBody());
                    int publisher = body.getInt();
                    int number = body.getInt();
                    if (number != next[publisher]++) {
                        wrong.add(publisher + ":" + number);
                    }
                    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                    left.countDown();
                },
                tag -> {});
        assertThat(left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("everything has arrived, %s is missing", left.getCount())
                .isTrue();
        channel.basicCancel(consumer);
        assertThat(wrong).as("out of order").isEmpty();
    }

    void end() throws Exception {
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
