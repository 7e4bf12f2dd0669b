package io.leveret.dist.soak;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;

/** Takes messages with basic.get from one queue after the other; copies without an ack. */
final class Getting implements Client.Doing {
    private static final int PAUSE_MILLIS = 10;

    private final SoakLedger ledger;

    Getting(SoakLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void live(Life life) throws Exception {
        Channel channel = life.channel();
        for (int i = 0; life.goesOn(); i++) {
            String queue = Topology.COUNTED.get(i % Topology.COUNTED.size());
            GetResponse got = channel.basicGet(queue, false);
            if (got != null) {
                int number = ledger.read(got.getBody(), queue);
                life.pause(PAUSE_MILLIS);
                channel.basicAck(got.getEnvelope().getDeliveryTag(), false);
                ledger.settled(number);
            }
            GetResponse copy = channel.basicGet(Topology.COPIES, true);
            if (copy != null) {
                ledger.read(copy.getBody(), Topology.COPIES);
            }
            life.pause(PAUSE_MILLIS);
        }
    }

    /** Takes what is left of the messages that count; tells whether that was anything. */
    static boolean drain(Channel channel, SoakLedger ledger) throws Exception {
        boolean any = false;
        for (String queue : Topology.COUNTED) {
            for (GetResponse got = channel.basicGet(queue, false); got != null; got = channel.basicGet(queue, false)) {
                int number = ledger.read(got.getBody(), queue);
                channel.basicAck(got.getEnvelope().getDeliveryTag(), false);
                ledger.settled(number);
                any = true;
            }
        }
        return any;
    }
}
