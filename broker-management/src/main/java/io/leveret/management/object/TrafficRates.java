package io.leveret.management.object;

import io.leveret.core.channel.Traffic;
import io.leveret.management.broker.ManagementLoop;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many octets a second pass connections' sockets, between two looks at them; of so many connections, those that were looked at last. Owner: management.
 */
final class TrafficRates {
    private static final int MOST = 4_096;

    /** A second look that comes sooner gets the rate of the first. */
    private static final int SHORTEST_MILLIS = 1_000;

    private final ManagementLoop loop;
    private final Map<String, Look> looks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Look> eldest) {
            return size() > MOST;
        }
    };

    TrafficRates(ManagementLoop loop) {
        this.loop = loop;
    }

    /** Octets a second. */
    record Rate(double received, double sent) {
        static final Rate NONE = new Rate(0, 0);
    }

    private record Look(long atMillis, Traffic traffic, Rate rate) {}

    Rate of(String connection, Traffic traffic) {
        long now = loop.nowMillis();
        Look last = looks.get(connection);
        if (last == null) {
            looks.put(connection, new Look(now, traffic, Rate.NONE));
            return Rate.NONE;
        }
        long millis = now - last.atMillis();
        if (millis < SHORTEST_MILLIS) {
            return last.rate();
        }
        Rate rate = new Rate(
                (traffic.receivedBytes() - last.traffic().receivedBytes()) * 1000.0 / millis,
                (traffic.sentBytes() - last.traffic().sentBytes()) * 1000.0 / millis);
        looks.put(connection, new Look(now, traffic, rate));
        return rate;
    }
}
