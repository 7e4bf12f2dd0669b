package io.leveret.dist.soak;

import com.rabbitmq.client.Channel;

/** Publishes a few messages at a time in transactions, of which some are rolled back. */
final class Transactions implements Client.Doing {
    private static final int MOST = 6;
    private static final int PAUSE_MILLIS = 10;
    private static final int ROLLBACK_ONE_IN = 4;

    private final SoakLedger ledger;

    Transactions(SoakLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void live(Life life) throws Exception {
        Channel channel = life.channel();
        channel.txSelect();
        while (life.goesOn()) {
            int[] numbers = new int[1 + life.random().nextInt(MOST)];
            boolean withdraws = life.random().nextInt(ROLLBACK_ONE_IN) == 0;
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = ledger.issue();
                if (withdraws) {
                    ledger.withdrawn(numbers[i]); // whatever ends this life before the rollback
                }
                Publishing.publish(channel, ledger, numbers[i], life.random());
                life.pause(PAUSE_MILLIS);
            }
            if (withdraws) {
                channel.txRollback();
            } else {
                channel.txCommit();
                for (int number : numbers) {
                    ledger.confirmed(number);
                }
            }
        }
    }
}
