package io.leveret.bench.relay;

import io.leveret.amqp.method.RouteOctets;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queues' names with who consumes from them, and the fanout exchanges that lead to them. They stay until the relay ends. Owner: I/O loop. */
final class Queues {
    private final Map<String, ConsumerRing> queues = new HashMap<>();
    private final Map<String, List<ConsumerRing>> exchanges = new HashMap<>();

    ConsumerRing declare(String queue) {
        return queues.computeIfAbsent(queue, name -> new ConsumerRing());
    }

    void declareExchange(String exchange, String type) {
        if (!type.equals("fanout")) {
            throw new AmqpException(
                    ReplyCode.NOT_IMPLEMENTED, "the relay has fanout exchanges only, not of type '" + type + "'");
        }
        exchanges.computeIfAbsent(exchange, name -> new ArrayList<>());
    }

    void bind(String queue, String exchange) {
        List<ConsumerRing> bound = exchange(exchange);
        ConsumerRing ring = queue(queue);
        if (!bound.contains(ring)) {
            bound.add(ring);
        }
    }

    ConsumerRing queue(String name) {
        ConsumerRing ring = queues.get(name);
        if (ring == null) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no queue '" + name + "'");
        }
        return ring;
    }

    private List<ConsumerRing> exchange(String name) {
        List<ConsumerRing> bound = exchanges.get(name);
        if (bound == null) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no exchange '" + name + "'");
        }
        return bound;
    }

    /** The way to the queues that such a message goes to, and to those bound later; null if there is no queue of that name yet. */
    @Nullable
    Route route(String exchange, String routingKey) {
        byte[] octets = new RouteOctets().encode(exchange, routingKey);
        if (!exchange.isEmpty()) {
            return new Route(octets, exchange(exchange));
        }
        ConsumerRing ring = queues.get(routingKey);
        return ring == null ? null : new Route(octets, List.of(ring));
    }
}
