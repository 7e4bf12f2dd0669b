package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Passes a message to one destination that a hash of its routing key, of a header or of a property decides. A binding key is a weight: so many
 * buckets has the destination, in the order of binding. Of several bindings to one destination the oldest counts. Owner: core.
 */
final class ConsistentHashExchange extends Exchange {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
    private static final int MAX_WEIGHT = 10_000;

    private final HashedPart hashed;
    private final Set<Binding> bindings = new LinkedHashSet<>();

    /** The places in the order of their buckets, and for each the first bucket that is not its own; made anew for the first message after a change. */
    private Destination[] places = {};

    private long[] ends = {};
    private boolean stale;

    ConsistentHashExchange(ExchangeSettings settings) {
        super(settings);
        this.hashed = HashedPart.of(settings);
    }

    @Override
    boolean routesByKey() {
        return hashed.isRoutingKey();
    }

    @Override
    public void check(Destination destination, String key, FieldTable bindingArguments) {
        if (!INTEGER.matcher(key).matches()) {
            throw refused("The binding key must be an integer: " + key);
        }
        BigInteger weight = new BigInteger(key);
        if (weight.signum() <= 0) {
            throw refused("The binding key must be greater than 0");
        }
        if (weight.compareTo(BigInteger.valueOf(MAX_WEIGHT)) > 0) {
            throw refused("The binding key must not exceed " + MAX_WEIGHT);
        }
    }

    private static AmqpException refused(String why) {
        return new AmqpException(ReplyCode.PRECONDITION_FAILED, why);
    }

    @Override
    void index(Binding binding) {
        bindings.add(binding);
        stale = true;
    }

    @Override
    void unindex(Binding binding) {
        bindings.remove(binding);
        stale = true;
    }

    @Override
    void match(RoutedMessage message, Router router) {
        if (stale) {
            arrange();
        }
        if (places.length == 0) {
            return;
        }
        long bucket = Hashing.bucket(Hashing.hash(hashed.of(message)), ends[ends.length - 1]);
        int found = Arrays.binarySearch(ends, bucket);
        router.reach(places[found < 0 ? -found - 1 : found + 1]);
    }

    private void arrange() {
        Map<Destination, Integer> weights = new LinkedHashMap<>();
        for (Binding binding : bindings) {
            weights.putIfAbsent(binding.destination(), Integer.parseInt(binding.key()));
        }
        places = weights.keySet().toArray(Destination[]::new);
        ends = new long[places.length];
        long end = 0;
        int at = 0;
        for (int weight : weights.values()) {
            end += weight;
            ends[at++] = end;
        }
        stale = false;
    }
}
