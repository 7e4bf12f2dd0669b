package io.leveret.dist.event;

import io.leveret.core.Announcer;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.EventListener;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events to {@code amq.rabbitmq.event}: the event's name is the routing key, its facts are the headers. Owner: core and node.
 */
public final class EventExchange implements EventListener {
    private static final int PERSISTENT = 2;

    private final LongSupplier clock;
    private volatile @Nullable Outgoing way;

    /** {@code clock} tells milliseconds since 1970. */
    public EventExchange(LongSupplier clock) {
        this.clock = clock;
    }

    /** The default virtual host runs from now on. */
    public void start(Announcer announcer) {
        way = new Outgoing(announcer, Announcer.EVENTS, System::nanoTime);
    }

    /** There is no default virtual host any more. */
    public void stop() {
        way = null;
    }

    /** While nobody reads them only those are made of which one tells that somebody does. */
    @Override
    public boolean wants(EventKind kind) {
        Outgoing there = way;
        return there != null && (there.isRead() || kind == EventKind.BINDING_CREATED);
    }

    @Override
    public void happened(BrokerEvent event) {
        Outgoing there = way;
        if (there == null) {
            return;
        }
        long millis = clock.getAsLong();
        FieldTable.Builder headers = FieldTable.builder();
        event.facts().entries().forEach(fact -> headers.put(fact.key(), fact.value()));
        headers.put("timestamp_in_ms", millis);
        byte[] properties = Properties.of("", headers.build(), PERSISTENT, TimeUnit.MILLISECONDS.toSeconds(millis));
        there.send(event.kind().wireName(), properties, Body.EMPTY, bound -> {});
    }
}
