package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import java.util.function.Supplier;

/** What clients change of the topology, asked of those who do it. Who is refused is told of here, what was done where it is done. Owner: core. */
final class Changes {
    private final Declarations exchanges;
    private final QueueDeclarations queues;
    private final Reporter reporter;

    Changes(Declarations exchanges, QueueDeclarations queues, Reporter reporter) {
        this.exchanges = exchanges;
        this.queues = queues;
        this.reporter = reporter;
    }

    void declareExchange(ChannelState channel, ExchangeDeclaration asked) {
        if (asked.passive()) {
            exchanges.declare(channel, asked);
        } else {
            attempt(channel, "exchange.declare", asked.name(), () -> exchanges.declare(channel, asked));
        }
    }

    void deleteExchange(ChannelState channel, String exchange, boolean ifUnused) {
        attempt(channel, "exchange.delete", exchange, () -> exchanges.delete(channel, exchange, ifUnused));
    }

    void bind(ChannelState channel, BindingRequest asked) {
        attempt(channel, kind(asked) + ".bind", asked.destination(), () -> exchanges.bind(channel, asked));
    }

    void unbind(ChannelState channel, BindingRequest asked) {
        attempt(channel, kind(asked) + ".unbind", asked.destination(), () -> exchanges.unbind(channel, asked));
    }

    private static String kind(BindingRequest asked) {
        return asked.toExchange() ? "exchange" : "queue";
    }

    QueueStatus declareQueue(ChannelState channel, QueueDeclaration asked) {
        return asked.passive()
                ? queues.declare(channel, asked)
                : answer(channel, "queue.declare", asked.name(), () -> queues.declare(channel, asked));
    }

    Removed deleteQueue(ChannelState channel, String queue, boolean ifUnused, boolean ifEmpty) {
        return answer(channel, "queue.delete", queue, () -> queues.delete(channel, queue, ifUnused, ifEmpty));
    }

    Removed purgeQueue(ChannelState channel, String queue) {
        return answer(channel, "queue.purge", queue, () -> queues.purge(channel, queue));
    }

    private void attempt(ChannelState channel, String action, String object, Runnable change) {
        try {
            change.run();
        } catch (AmqpException e) {
            throw refused(channel, action, object, e);
        }
    }

    private <T> T answer(ChannelState channel, String action, String object, Supplier<T> change) {
        try {
            return change.get();
        } catch (AmqpException e) {
            throw refused(channel, action, object, e);
        }
    }

    private AmqpException refused(ChannelState channel, String action, String object, AmqpException why) {
        reporter.refused(Reporter.actor(channel), action, object, why.replyText());
        return why;
    }
}
