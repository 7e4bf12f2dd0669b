package io.leveret.bench.relay;

import java.util.List;

/** Where messages with this exchange and routing key go. Compared by identity; nobody changes the array. */
final class Route {
    private final byte[] octets;
    private final List<ConsumerRing> queues;

    Route(byte[] octets, List<ConsumerRing> queues) {
        this.octets = octets;
        this.queues = queues;
    }

    /** Exchange and routing key as they stand in basic.deliver. */
    byte[] octets() {
        return octets;
    }

    List<ConsumerRing> queues() {
        return queues;
    }
}
