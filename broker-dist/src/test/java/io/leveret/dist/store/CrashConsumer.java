package io.leveret.dist.store;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Acks a share of what it gets and gives the rest back, so that holes are made in its queue. After some acks it waits for the broker to say that they are
 * on disk.
 */
final class CrashConsumer extends DefaultConsumer {
    private static final int ACKS_PER_DECLARE = 50;
    private static final int KEPT = 32;

    private final CrashHistory history;
    private final String queue;
    private final double share;
    private final Random random;
    private final Semaphore lead;
    private final List<Long> kept = new ArrayList<>();
    private final List<NumberedBody> unsure = new ArrayList<>();

    private CrashConsumer(
            Channel channel, CrashHistory history, String queue, double share, Random random, Semaphore lead) {
        super(channel);
        this.lead = lead;
        this.history = history;
        this.queue = queue;
        this.share = share;
        this.random = random;
    }

    /** {@code lead} is what its publishers may be ahead: a permit for each ack. */
    static void start(
            Connection connection, CrashHistory history, String queue, double share, Random random, Semaphore lead)
            throws IOException {
        Channel channel = connection.createChannel();
        channel.basicQos(2 * KEPT);
        channel.basicConsume(queue, false, new CrashConsumer(channel, history, queue, share, random, lead));
    }

    @Override
    public void handleDelivery(String consumerTag, Envelope envelope, BasicProperties properties, byte[] octets)
            throws IOException {
        try {
            NumberedBody body = NumberedBody.read(octets);
            if (random.nextDouble() < share) {
                ack(envelope.getDeliveryTag(), body);
            } else {
                keep(envelope.getDeliveryTag());
            }
        } catch (IllegalStateException e) {
            history.broken(e);
        }
    }

    private void ack(long tag, NumberedBody body) throws IOException {
        history.acked(body);
        getChannel().basicAck(tag, false);
        lead.release();
        unsure.add(body);
        if (unsure.size() == ACKS_PER_DECLARE) {
            getChannel().queueDeclare(queue, true, false, false, null);
            unsure.forEach(history::settled);
            unsure.clear();
        }
    }

    private void keep(long tag) throws IOException {
        kept.add(tag);
        if (kept.size() == KEPT) {
            for (long back : kept) {
                getChannel().basicNack(back, false, true);
            }
            kept.clear();
        }
    }
}
