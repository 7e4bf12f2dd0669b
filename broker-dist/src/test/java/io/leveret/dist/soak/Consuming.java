package io.leveret.dist.soak;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Consumes with prefetch, and acks one by one or many at a time; some messages are given back or rejected. What counts as settled was acked. */
final class Consuming implements Client.Doing {
    private static final int PREFETCH = 40;
    private static final int POLL_MILLIS = 50;
    private static final int REQUEUE_ONE_IN = 60;
    private static final int REJECT_ONE_IN = 40;

    private final String queue;
    private final SoakLedger ledger;

    Consuming(String queue, SoakLedger ledger) {
        this.queue = queue;
        this.ledger = ledger;
    }

    @Override
    public void live(Life life) throws Exception {
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        Channel channel = life.channel();
        channel.basicQos(PREFETCH);
        channel.basicConsume(queue, false, (tag, delivery) -> deliveries.add(delivery), tag -> {});
        List<Integer> unsettled = new ArrayList<>();
        long last = 0;
        while (life.goesOn()) {
            Delivery delivery = deliveries.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (delivery != null) {
                int number = ledger.read(delivery.getBody(), queue);
                long tag = delivery.getEnvelope().getDeliveryTag();
                if (!givesBack(channel, tag, life)) {
                    last = tag;
                    unsettled.add(number);
                }
            }
            boolean due = delivery == null || unsettled.size() > life.random().nextInt(PREFETCH / 2);
            if (due && !unsettled.isEmpty()) {
                channel.basicAck(last, true);
                unsettled.forEach(ledger::settled);
                unsettled.clear();
            }
        }
    }

    private boolean givesBack(Channel channel, long tag, Life life) throws IOException {
        if (life.random().nextInt(REQUEUE_ONE_IN) == 0) {
            channel.basicNack(tag, false, true);
            return true;
        }
        if (queue.equals(Topology.WORK) && life.random().nextInt(REJECT_ONE_IN) == 0) {
            channel.basicReject(tag, false); // goes to the dead letters
            return true;
        }
        return false;
    }
}
