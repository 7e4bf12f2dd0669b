package io.leveret.dist.store;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.leveret.dist.ExternalBroker;
import java.io.IOException;
import java.util.List;

/** Takes what comes from some queues over one channel, checks it, and acks every quarter of the prefetch at once. */
final class CheckedConsumer {
    private final Connection connection;
    private final Channel channel;
    private final List<String> queues;
    private final Arrivals arrivals;
    private final int ackEvery;
    private int unacked;
    private volatile long lastTag;

    private CheckedConsumer(Connection connection, List<String> queues, Arrivals arrivals, int prefetch)
            throws IOException {
        this.connection = connection;
        this.channel = connection.createChannel();
        this.queues = queues;
        this.arrivals = arrivals;
        this.ackEvery = Math.max(1, prefetch / 4);
    }

    /** The queue's place in the list is its number among the arrivals. */
    static CheckedConsumer start(ExternalBroker broker, List<String> queues, Arrivals arrivals, int prefetch)
            throws Exception {
        CheckedConsumer consumer = new CheckedConsumer(broker.connect(), queues, arrivals, prefetch);
        consumer.channel.basicQos(prefetch);
        for (int i = 0; i < queues.size(); i++) {
            consumer.consume(i);
        }
        return consumer;
    }

    private void consume(int queue) throws IOException {
        channel.basicConsume(queues.get(queue), false, Integer.toString(queue), new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                    throws IOException {
                arrivals.arrived(queue, body);
                lastTag = envelope.getDeliveryTag();
                if (++unacked == ackEvery) {
                    unacked = 0;
                    channel.basicAck(lastTag, true);
                }
            }
        });
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Waits for as many messages, acks what is left, and returns when the acks are on disk. */
    void finish(long messages) throws Exception {
        Patience.awaitAtLeast("messages consumed", messages, arrivals::received);
        for (int i = 0; i < queues.size(); i++) {
            channel.basicCancel(Integer.toString(i));
        }
        channel.basicAck(0, true); // all that is unacked
        channel.queueDeclare(queues.get(0), true, false, false, null);
        connection.close();
    }
}
