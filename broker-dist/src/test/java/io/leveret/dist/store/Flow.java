package io.leveret.dist.store;

import java.util.List;

/**
 * What a publisher sends: {@code count} messages with numbers from {@code first} on, number n to the key n modulo their count, of {@code bodySize}
 * octets, at most {@code window} of them unconfirmed, and as fast as that goes unless {@code perSecond} says otherwise.
 */
record Flow(
        int publisher,
        String exchange,
        List<String> keys,
        long first,
        long count,
        int bodySize,
        int window,
        int perSecond) {

    /** A thousand unconfirmed messages of a hundred octets, without end. */
    static Flow toQueues(int publisher, List<String> queues) {
        return new Flow(publisher, "", queues, 0, Long.MAX_VALUE, 100, 1_000, 0);
    }

    Flow toExchange(String name) {
        return new Flow(publisher, name, keys, first, count, bodySize, window, perSecond);
    }

    Flow from(long number) {
        return new Flow(publisher, exchange, keys, number, count, bodySize, window, perSecond);
    }

    Flow count(long messages) {
        return new Flow(publisher, exchange, keys, first, messages, bodySize, window, perSecond);
    }

    Flow bodySize(int octets) {
        return new Flow(publisher, exchange, keys, first, count, octets, window, perSecond);
    }

    Flow window(int messages) {
        return new Flow(publisher, exchange, keys, first, count, bodySize, messages, perSecond);
    }

    Flow perSecond(int messages) {
        return new Flow(publisher, exchange, keys, first, count, bodySize, window, messages);
    }

    String key(long number) {
        return keys.get((int) (number % keys.size()));
    }
}
