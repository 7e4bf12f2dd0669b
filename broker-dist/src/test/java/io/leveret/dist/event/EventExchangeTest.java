package io.leveret.dist.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.Announcer;
import io.leveret.core.TestChannel;
import io.leveret.core.TestVhost;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.message.FieldTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventExchangeTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();
    private final EventExchange events = new EventExchange(() -> 1);

    @BeforeEach
    void start() {
        channel.declare("q");
        events.start(vhost.loop().announcer());
        vhost.run();
    }

    private List<EventKind> wanted() {
        return Stream.of(EventKind.values()).filter(events::wants).toList();
    }

    private void happened(EventKind kind) {
        events.happened(new BrokerEvent(kind, FieldTable.EMPTY));
        vhost.run();
    }

    @Test
    void nothingIsWantedWhileNobodyIsBoundButTheNewsOfABinding() {
        assertThat(wanted()).containsExactly(EventKind.BINDING_CREATED);
        happened(EventKind.BINDING_CREATED); // of another exchange
        assertThat(wanted()).containsExactly(EventKind.BINDING_CREATED);

        channel.bind(Announcer.EVENTS, "q", "#");
        happened(EventKind.BINDING_CREATED);
        assertThat(wanted()).containsExactly(EventKind.values());
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);

        channel.unbind(Announcer.EVENTS, "q", "#");
        happened(EventKind.BINDING_DELETED);
        assertThat(wanted()).containsExactly(EventKind.BINDING_CREATED);
    }

    @Test
    void nothingIsWantedWithoutTheDefaultVirtualHost() {
        events.stop();
        assertThat(wanted()).isEmpty();
    }
}
