package io.leveret.core.channel;

import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.List;

/** What a channel did since its last commit or rollback and that is yet to happen. Owner: core. */
public final class Transaction {
    private final List<Publish> publishes = new ArrayList<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private final TransactionBudget budget;
    private long bytes;

    Transaction(TransactionBudget budget) {
        this.budget = budget;
    }

    /** A publish that waits for the commit. */
    public record Publish(Message message, boolean mandatory) {}

    /** How a delivery is to be settled at the commit. */
    record Settlement(Delivery delivery, Outcome outcome) {}

    public void add(Message message, boolean mandatory) {
        publishes.add(new Publish(message, mandatory));
        hold(message.heldBytes());
    }

    void add(List<Delivery> deliveries, Outcome outcome) {
        for (Delivery delivery : deliveries) {
            settlements.add(new Settlement(delivery, outcome));
            // a rejected message may be published once more
            hold(ChannelState.EVENT_BYTES
                    + (outcome == Outcome.REJECT ? delivery.message().message().heldBytes() : 0));
        }
    }

    private void hold(long octets) {
        bytes += octets;
        budget.hold(octets);
    }

    /** Weight of all that waits, in octets. */
    public long bytes() {
        return bytes;
    }

    public List<Publish> publishes() {
        return publishes;
    }

    List<Settlement> settlements() {
        return settlements;
    }

    void clear() {
        publishes.clear();
        settlements.clear();
        budget.release(bytes);
        bytes = 0;
    }
}
