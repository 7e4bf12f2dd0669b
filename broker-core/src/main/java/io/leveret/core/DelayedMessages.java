package io.leveret.core;

import io.leveret.core.exchange.DelayedExchange;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.DeadLetterReason;
import io.leveret.core.queue.Outlet;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueSettings;
import io.leveret.core.view.BrowsedMessages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The messages that delayed exchanges hold back. Each such exchange has a queue of its own that no client sees: its messages wait there by their time
 * index, in the journal if they are persistent, and expire when they are due; then they are routed, in one unit with their end in that queue. Owner: core.
 */
public final class DelayedMessages {
    /** Recovery takes all queues with such a name for these: nobody can give it to another, not even the operator. */
    static final String QUEUE_PREFIX = "amq.delayed.";

    /** Nobody looks further into the order in which messages are due: it is found step by step. */
    private static final int FURTHEST = 10_000;

    private final VirtualHost vhost;
    private final Topology topology;
    private final Publisher publisher;
    private final LongSupplier queueIds;
    private final Map<String, Queue> queues = new HashMap<>();

    /** {@code queueIds} gives out the id of the next queue. */
    DelayedMessages(VirtualHost vhost, Topology topology, Publisher publisher, LongSupplier queueIds) {
        this.vhost = vhost;
        this.topology = topology;
        this.publisher = publisher;
        this.queueIds = queueIds;
    }

    /** How many messages wait at this exchange; 0 if it is no delayed exchange. */
    public int count(String exchange) {
        Queue queue = queues.get(exchange);
        return queue == null ? 0 : queue.readyCount();
    }

    /** Shows the messages that are due first, without the first {@code from}; false if this is no delayed exchange. */
    boolean browse(String exchange, int from, int count, Consumer<@Nullable BrowsedMessages> reader) {
        Queue queue = queues.get(exchange);
        if (queue == null) {
            return false;
        }
        int first = Math.min(from, FURTHEST);
        int most = Math.min(Math.min(count, Browse.MOST_MESSAGES), FURTHEST - first);
        queue.holdings().lookByDeadline(first, most, new Browse(queue.readyCount(), first, most, reader));
        return true;
    }

    /** Drops a message that waits, by its number; false if it is not there any more. */
    public boolean cancel(String exchange, long seq) {
        Queue queue = queues.get(exchange);
        return queue != null && queue.holdings().drop(seq);
    }

    /** The exchange was declared. */
    void added(Exchange exchange) {
        if (exchange instanceof DelayedExchange) {
            Queue queue = add(exchange, queueIds.getAsLong());
            if (queue.settings().durable()) {
                vhost.journal()
                        .append(new JournalRecord.QueueDeclared(
                                vhost.name(), queue.settings().id(), queue.name(), false, FieldTable.EMPTY));
            }
        }
    }

    private Queue add(Exchange exchange, long id) {
        QueueSettings settings = new QueueSettings(
                id, QUEUE_PREFIX + exchange.name(), exchange.settings().durable(), false, null, FieldTable.EMPTY);
        Queue queue = new Queue(settings, vhost.ports(), new Release(exchange));
        queues.put(exchange.name(), queue);
        topology.addHidden(queue);
        return queue;
    }

    /** Recovery: true if the queue is one of these. */
    boolean restored(JournalRecord.QueueDeclared declared) {
        if (!declared.name().startsWith(QUEUE_PREFIX)) {
            return false;
        }
        Exchange exchange = topology.exchange(declared.name().substring(QUEUE_PREFIX.length()));
        if (exchange instanceof DelayedExchange) {
            add(exchange, declared.queueId());
        }
        return true;
    }

    /** The exchange is gone, and what it held back with it. */
    void removed(Exchange exchange) {
        Queue queue = exchange instanceof DelayedExchange ? forget(exchange.name()) : null;
        if (queue != null && queue.settings().durable()) {
            vhost.journal()
                    .append(new JournalRecord.QueueDeleted(queue.settings().id()));
        }
    }

    /** As {@link #removed}, for recovery: the journal knows. */
    @Nullable
    Queue forget(String exchange) {
        Queue queue = queues.remove(exchange);
        if (queue != null) {
            topology.removeHidden(queue);
            queue.delete();
        }
        return queue;
    }

    /** As {@link #forget}, for all exchanges: the virtual host ends. */
    void clear() {
        List.copyOf(queues.keySet()).forEach(this::forget);
    }

    /** Holds a message back; returns the position of its record, 0 if it has none. */
    long hold(DelayedExchange exchange, Message message) {
        Queue queue = queues.get(exchange.name());
        if (queue == null) {
            throw new IllegalStateException("delayed exchange '" + exchange.name() + "' has no queue");
        }
        FieldTable headers = Properties.headers(message.properties());
        long delay = headers == null ? 0 : DelayedExchange.delayMillis(headers);
        return publisher.store(List.of(queue), message.waitingUntil(vhost.now(), vhost.now() + delay));
    }

    /** What is due goes its way. */
    private final class Release implements Outlet {
        private final Exchange exchange;

        Release(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public boolean takes(Queue queue) {
            return true;
        }

        @Override
        public void leave(Queue queue, long seq, Message message, DeadLetterReason reason) {
            vhost.unitSteps().add(() -> {
                publisher.release(exchange, DelayedExchange.released(message, vhost.now()));
                queue.departed(seq, message);
            });
        }
    }
}
