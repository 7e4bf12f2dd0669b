package io.leveret.core;

import io.leveret.core.channel.Transaction;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.exchange.Router;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.Queue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks the messages of one transaction before any of them is stored, to see whether all queues would take their part of it. Owner: core. */
final class TransactionTrial {
    private final String vhost;
    private final Topology topology;
    private final Router router;
    private final Map<Queue, Excess> taken = new HashMap<>();

    /** What one transaction brings to one queue. Owner: core. */
    private static final class Excess {
        private int messages;
        private long bytes;

        void add(Message message) {
            messages++;
            bytes += message.bodySize();
        }
    }

    TransactionTrial(String vhost, Topology topology, Router router) {
        this.vhost = vhost;
        this.topology = topology;
        this.router = router;
    }

    void refuseIfFull(List<Transaction.Publish> publishes) {
        for (Transaction.Publish publish : publishes) {
            Message message = publish.message();
            Exchange exchange = topology.exchange(message.exchange());
            if (exchange != null) {
                router.beginTrial();
                tryOut(exchange, message);
                for (Destination queue : router.queues()) {
                    add((Queue) queue, message);
                }
            }
        }
    }

    private void add(Queue queue, Message message) {
        Excess more = taken.computeIfAbsent(queue, any -> new Excess());
        more.add(message);
        if (queue.refuses(more.messages, more.bytes)) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "transaction refused as a whole: queue '" + queue.name() + "' in vhost '" + vhost + "' is full");
        }
    }

    private void tryOut(Exchange exchange, Message message) {
        List<String> keys = CarbonCopies.keys(message.routingKey(), Properties.headers(message.properties()));
        if (!exchange.name().isEmpty()) {
            router.walk(exchange, keys, message);
            return;
        }
        for (String key : keys) {
            Queue queue = topology.queue(key);
            if (queue != null) {
                router.add(queue);
            }
        }
    }
}
