package io.leveret.core.exchange;

import io.leveret.core.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks from an exchange along all bindings that match and collects the queues at the ends, each once, however many ways lead there. An
 * exchange is visited once, so circles end. An exchange that finds no destination at all passes the message to its alternate exchange.
 * Owner: core.
 */
public final class Router {
    private final Function<String, @Nullable Exchange> exchanges;
    private final ArrayDeque<Exchange> waiting = new ArrayDeque<>();
    private final List<Destination> queues = new ArrayList<>();
    private final List<DelayedExchange> holding = new ArrayList<>();
    private long collection;
    private long walk;
    private int reached;
    private boolean byKeyOnly;
    private boolean trial;

    /** {@code exchanges} finds an exchange by its name: for alternate exchanges, which need not exist. */
    public Router(Function<String, @Nullable Exchange> exchanges) {
        this.exchanges = exchanges;
    }

    /** Begins a walk with nothing collected yet. */
    public void begin() {
        collection++;
        queues.clear();
        holding.clear();
        byKeyOnly = true;
        trial = false;
    }

    /** Begins a walk that only looks: it ends where an exchange would not answer the same again. */
    public void beginTrial() {
        begin();
        trial = true;
    }

    /**
     * Adds what the message reaches from {@code exchange} with any of its keys (the routing key, and those of CC and BCC): an exchange has found no
     * destination only if none of them leads to one.
     */
    public void walk(Exchange exchange, List<String> keys, Message message) {
        walk++;
        RoutedMessage routed = new RoutedMessage(message, keys);
        visit(exchange);
        for (Exchange at = waiting.poll(); at != null; at = waiting.poll()) {
            if (trial && !at.routesAlike()) {
                continue;
            }
            reached = 0;
            byKeyOnly &= at.routesByKey();
            at.match(routed, this);
            String alternate = at.alternate();
            if (reached == 0 && alternate != null) {
                Exchange next = exchanges.apply(alternate);
                if (next != null) {
                    visit(next);
                }
            }
        }
    }

    /** Adds a queue that is reached without a binding (the default exchange). */
    public void add(Destination queue) {
        reach(queue);
    }

    /** The queues reached since {@link #begin}; valid until the next. */
    public List<Destination> queues() {
        return queues;
    }

    /** The exchanges that hold the message back; valid until the next {@link #begin}. */
    public List<DelayedExchange> holding() {
        return holding;
    }

    /** This exchange passes the message on later. */
    void holdBack(DelayedExchange exchange) {
        reached++;
        holding.add(exchange);
    }

    /** Whether the routing keys alone led here, so that the route holds for the next message too while no binding changes. */
    public boolean isByKeyOnly() {
        return byKeyOnly;
    }

    void reach(Destination destination) {
        reached++;
        if (destination instanceof Exchange exchange) {
            visit(exchange);
        } else if (destination.enters(collection)) {
            queues.add(destination);
        }
    }

    private void visit(Exchange exchange) {
        if (exchange.enters(walk)) {
            waiting.add(exchange);
        }
    }
}
