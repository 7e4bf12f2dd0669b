package io.leveret.dist.soak;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes what goes with its owner: channels, exclusive and auto-delete queues, exchanges, bindings, consumers without acks and with acks that never come. */
final class Passing implements Client.Doing {
    private static final int PAUSE_MILLIS = 40;
    private static final int CHANNELS = 5;

    private final SoakLedger ledger;
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

    Passing(SoakLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void live(Life life) throws Exception {
        Channel first = life.channel();
        while (life.goesOn()) {
            for (int i = 0; i < CHANNELS && life.goesOn(); i++) {
                Channel channel = first.getConnection().createChannel();
                if (channel != null) {
                    pass(channel, life);
                    channel.close();
                }
            }
        }
    }

    private void pass(Channel channel, Life life) throws Exception {
        String name = "soak.passing." + Long.toHexString(life.random().nextLong());
        unfinished.add(name);
        boolean exclusive = life.random().nextBoolean();
        boolean acks = life.random().nextBoolean();
        channel.queueDeclare(name, false, exclusive, true, Map.of());
        channel.exchangeDeclare(name, BuiltinExchangeType.FANOUT, false, true, Map.of());
        channel.exchangeBind(name, Topology.TOPIC, "a.#");
        channel.queueBind(name, name, "");
        DeliverCallback onDelivery = (tag, delivery) -> look(delivery.getBody(), name);
        channel.basicQos(10);
        String consumer = channel.basicConsume(name, !acks, onDelivery, tag -> {});
        life.pause(PAUSE_MILLIS);
        if (life.random().nextBoolean()) {
            channel.basicCancel(consumer); // the last one: the queue goes, and with it the exchange
        } else {
            channel.queueDelete(name);
        }
        unfinished.remove(name);
    }

    private void look(byte[] body, String queue) {
        try {
            ledger.read(body, queue);
        } catch (IllegalStateException e) {
            ledger.trouble(String.valueOf(e.getMessage()));
        }
    }

    /** Deletes what is not to go by itself: nobody had consumed from it when its owner was ended. */
    void deleteUnfinished(Channel channel) throws IOException {
        for (String name : unfinished) {
            channel.queueDelete(name);
            channel.exchangeDelete(name);
        }
    }
}
