package io.leveret.core;

import io.leveret.core.exchange.Exchange;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.DeadLetterReason;
import io.leveret.core.queue.Outlet;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueRules;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what leaves a queue to its dead-letter exchange: a message of its own with its history in the headers, in one unit of the journal with the
 * end of the old one. Owner: core.
 */
final class DeadLetters implements Outlet {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final VirtualHost vhost;
    private final Topology topology;
    private final Publisher publisher;

    /** {@code seq} 0: the message was refused and never in the queue. */
    private record Letter(Queue queue, QueueRules rules, long seq, Message message, DeadLetterReason reason) {}

    DeadLetters(VirtualHost vhost, Topology topology, Publisher publisher) {
        this.vhost = vhost;
        this.topology = topology;
        this.publisher = publisher;
    }

    @Override
    public boolean takes(Queue queue) {
        return queue.rules().deadLetterExchange() != null;
    }

    @Override
    public void leave(Queue queue, long seq, Message message, DeadLetterReason reason) {
        later(new Letter(queue, queue.rules(), seq, message, reason));
    }

    /** A queue at its limit did not take the message, but wants it dead-lettered. */
    void refused(Queue queue, Message message) {
        if (takes(queue)) {
            later(new Letter(queue, queue.rules(), 0, message, DeadLetterReason.MAXLEN));
        }
    }

    private void later(Letter letter) {
        vhost.unitSteps().add(() -> publish(letter));
    }

    private void publish(Letter letter) {
        String name = letter.rules().deadLetterExchange();
        Exchange exchange = name == null ? null : topology.exchange(name);
        if (exchange != null) {
            publish(letter, exchange, headers(letter.message()));
        }
        if (letter.seq() != 0) {
            letter.queue().departed(letter.seq(), letter.message());
        }
    }

    private void publish(Letter letter, Exchange exchange, FieldTable before) {
        if (DeathHistory.isFull(before, letter.queue().name(), letter.reason())) {
            log.warn(
                    "message dropped after too many dead-letterings queue={} exchange={}",
                    letter.queue().name(),
                    exchange.name());
            return;
        }
        Message message = letter.message();
        List<String> published = CarbonCopies.visibleKeys(message.routingKey(), before);
        FieldTable headers = DeathHistory.extended(
                before,
                new DeathHistory.Death(letter.queue().name(), letter.reason(), message, published, vhost.now()));
        String key = letter.rules().deadLetterRoutingKey();
        List<String> keys = key == null ? CarbonCopies.keys(message.routingKey(), before) : List.of(key);
        if (key != null) {
            headers = CarbonCopies.without(headers);
        }
        byte[] properties = Properties.withHeaders(Properties.withoutExpiration(message.properties()), headers);
        publisher.deadLetter(
                exchange,
                keys,
                message.republished(exchange.name(), keys.get(0), properties, vhost.now()),
                letter.reason());
    }

    private static FieldTable headers(Message message) {
        FieldTable headers = Properties.headers(message.properties());
        return headers == null ? FieldTable.EMPTY : headers;
    }
}
