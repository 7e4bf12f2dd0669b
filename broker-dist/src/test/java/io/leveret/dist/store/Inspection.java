package io.leveret.dist.store;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.leveret.dist.ExternalBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** All messages of a queue in order, delivered but not acked: when the channel closes they are back in their places. */
final class Inspection extends DefaultConsumer {
    private final List<NumberedBody> bodies = new ArrayList<>();
    private final AtomicLong count = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String broken = "";

    private Inspection(Channel channel) {
        super(channel);
    }

    /** For each of the queues what is in it. */
    static List<List<NumberedBody>> of(ExternalBroker broker, List<String> queues) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            return inspect(channel, queues);
        }
    }

    /** The same, but acked; returns when the acks are on disk. */
    static List<List<NumberedBody>> take(ExternalBroker broker, List<String> queues) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            List<List<NumberedBody>> found = inspect(channel, queues);
            channel.basicAck(0, true);
            channel.queueDeclare(queues.get(0), true, false, false, null);
            return found;
        }
    }

    private static List<List<NumberedBody>> inspect(Channel channel, List<String> queues) throws Exception {
        List<List<NumberedBody>> found = new ArrayList<>();
        for (String queue : queues) {
            long expected =
                    channel.queueDeclare(queue, true, false, false, null).getMessageCount();
            Inspection inspection = new Inspection(channel);
            String tag = channel.basicConsume(queue, false, inspection);
            Patience.awaitAtLeast("messages of " + queue, expected, inspection.count::get);
            channel.basicCancel(tag);
            if (!inspection.ended.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("no end of the deliveries of " + queue);
            }
            found.add(inspection.wholeBodies(queue, expected));
        }
        return found;
    }

    private List<NumberedBody> wholeBodies(String queue, long expected) {
        if (!broken.isEmpty() || bodies.size() != expected) {
            throw new IllegalStateException(queue + " counts " + expected + ", has " + bodies.size() + " " + broken);
        }
        return bodies;
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
        try {
            bodies.add(NumberedBody.read(body));
        } catch (IllegalStateException e) {
            broken = e.toString();
        }
        count.incrementAndGet();
    }

    /** After the last delivery, as the channel's deliveries are handled in order. */
    @Override
    public void handleCancelOk(String tag) {
        ended.countDown();
    }
}
