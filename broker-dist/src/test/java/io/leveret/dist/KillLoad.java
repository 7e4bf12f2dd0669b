package io.leveret.dist;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Four publishers with confirms and two consumers with acks, until their broker or they are stopped. */
final class KillLoad {
    private static final int PUBLISHERS = 4;
    private static final int IN_FLIGHT = 500;
    private static final int ACKS_PER_DECLARE = 50;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final KillHistory history;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    /** A way to the broker. */
    interface Door {
        Connection connect() throws Exception;
    }

    KillLoad(Door broker, KillHistory history) throws Exception {
        this.history = history;
        for (int i = 0; i < KillHistory.QUEUES; i++) {
            consume(connect(broker), KillHistory.QUEUE + i);
        }
        for (int i = 0; i < PUBLISHERS; i++) {
            int publisher = i;
            Connection connection = connect(broker);
            threads.add(new Thread(() -> publish(connection, publisher), "publisher-" + i));
        }
        threads.forEach(Thread::start);
    }

    private Connection connect(Door broker) throws Exception {
        Connection connection = broker.connect();
        connections.add(connection);
        return connection;
    }

    /** What was published and is not confirmed yet may be there or not. */
    void stop() throws Exception {
        for (Connection connection : connections) {
            connection.close();
        }
        awaitEnd();
    }

    void runUntilConfirmed(int count) {
        await().atMost(Duration.ofMinutes(2)).until(() -> history.confirmedCount() >= count);
    }

    void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void publish(Connection connection, int publisher) {
        ConcurrentNavigableMap<Long, String> waiting = new ConcurrentSkipListMap<>();
        Semaphore window = new Semaphore(IN_FLIGHT);
        connection.addShutdownListener(cause -> window.release(IN_FLIGHT));
        try {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.addConfirmListener(
                    (tag, multiple) -> confirmed(waiting, window, tag, multiple), (tag, multiple) -> {});
            while (connection.isOpen()) {
                window.acquireUninterruptibly();
                String message = publisher + ":" + NUMBERS.incrementAndGet();
                waiting.put(channel.getNextPublishSeqNo(), message);
                channel.basicPublish(
                        "",
                        KillHistory.QUEUE + publisher % KillHistory.QUEUES,
                        MessageProperties.PERSISTENT_BASIC,
                        message.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | RuntimeException e) {
            // the broker was killed, or the connection closed
        }
    }

    private void confirmed(ConcurrentNavigableMap<Long, String> waiting, Semaphore window, long tag, boolean multiple) {
        var done = multiple ? waiting.headMap(tag, true) : waiting.subMap(tag, true, tag, true);
        done.values().forEach(history::confirmed);
        window.release(done.size());
        done.clear();
    }

    private void consume(Connection connection, String queue) throws IOException {
        Channel channel = connection.createChannel();
        channel.basicQos(200);
        channel.basicConsume(queue, false, new AckingConsumer(channel, queue));
    }

    /** Acks each message, and after some of them waits for the broker to say that the acks are on disk. */
    private final class AckingConsumer extends DefaultConsumer {
        private final String queue;
        private List<String> unsure = new ArrayList<>();

        AckingConsumer(Channel channel, String queue) {
            super(channel);
            this.queue = queue;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            String message = new String(body, StandardCharsets.UTF_8);
            history.acked(message);
            getChannel().basicAck(envelope.getDeliveryTag(), false);
            unsure.add(message);
            if (unsure.size() == ACKS_PER_DECLARE) {
                getChannel().queueDeclare(queue, true, false, false, null);
                history.settled(unsure);
                unsure = new ArrayList<>();
            }
        }
    }
}
