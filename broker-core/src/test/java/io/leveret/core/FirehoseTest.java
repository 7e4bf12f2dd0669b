package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.QueuedMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies of what passes a virtual host that is traced, and what the broker publishes itself. */
class FirehoseTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    FirehoseTest() {
        channel.declare("q").declare("trace").bind("amq.rabbitmq.trace", "trace", "#");
    }

    private void trace(boolean on) {
        vhost.loop().control().tracing(on);
        vhost.run();
    }

    private Message next() {
        QueuedMessage message = vhost.queue("trace").take(true);
        return message == null ? null : message.message();
    }

    private static List<String> texts(FieldTable headers, String name) {
        return headers.get(name).asArray().stream().map(FieldValue::text).toList();
    }

    @Test
    void nothingIsCopiedUnlessAskedFor() {
        channel.publish("", "q", "m").get("q", true);
        assertThat(next()).isNull();
        trace(true);
        trace(false);
        channel.publish("", "q", "m").get("q", true);
        assertThat(next()).isNull();
    }

    @Test
    void aPublishIsCopiedWithWhereItWent() {
        trace(true);
        channel.publish("", "q", "hello").publish("amq.direct", "nowhere", "lost");

        Message copy = next();
        assertThat(copy.routingKey()).isEqualTo("publish.");
        assertThat(copy.exchange()).isEqualTo("amq.rabbitmq.trace");
        assertThat(copy.bodySize()).isEqualTo(5);
        FieldTable headers = Properties.headers(copy.properties());
        assertThat(headers.get("exchange_name").text()).isEmpty();
        assertThat(texts(headers, "routing_keys")).containsExactly("q");
        assertThat(texts(headers, "routed_queues")).containsExactly("q");
        assertThat(headers.get("vhost").text()).isEqualTo("/");
        assertThat(headers.get("user").text()).isEqualTo("guest");
        assertThat(headers.get("channel").asLong()).isEqualTo(1);
        Message lost = next();
        assertThat(lost.routingKey()).isEqualTo("publish.amq.direct");
        assertThat(texts(Properties.headers(lost.properties()), "routed_queues"))
                .isEmpty();
    }

    @Test
    void everyPublishIsCopiedThoughItsRouteIsRemembered() {
        channel.publish("", "q", "before");
        trace(true);
        channel.publish("", "q", "1").publish("", "q", "2").publish("", "q", "3");
        assertThat(vhost.queue("trace").readyCount()).isEqualTo(3);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(4);
    }

    @Test
    void aDeliveryIsCopiedToConsumersAndForBasicGet() {
        channel.publish("", "q", "1").publish("", "q", "2");
        trace(true);
        channel.get("q", true).consume("q");
        vhost.run();

        List<String> keys = new ArrayList<>();
        for (Message copy = next(); copy != null; copy = next()) {
            keys.add(copy.routingKey());
            assertThat(Properties.headers(copy.properties()).get("redelivered").asLong())
                    .isZero();
        }
        assertThat(keys).containsExactly("deliver.q", "deliver.q");
    }

    @Test
    void whatIsDeliveredOfTheCopiesIsNotCopiedAgain() {
        trace(true);
        channel.consume("trace").publish("", "q", "1");
        vhost.run();
        assertThat(vhost.queue("trace").readyCount()).isZero();
        assertThat(vhost.queue("trace").lengths().unacked()).isEqualTo(1);
    }

    @Test
    void thePropertiesAreShownButNoBlindCopies() {
        trace(true);
        FieldTable sent = FieldTable.builder()
                .put("BCC", List.of(FieldValue.of("hidden")))
                .put("h", 1)
                .build();
        channel.publish(new Message("", "q", Properties.withHeaders(Properties.none(), sent), Body.EMPTY, 0), false);

        FieldTable shown =
                Properties.headers(next().properties()).get("properties").asTable();
        assertThat(shown.get("headers").asTable().get("h").asLong()).isEqualTo(1);
        assertThat(shown.get("headers").asTable().get("BCC")).isNull();
    }

    @Test
    void anAnnouncementGoesToWhoeverIsBound() {
        Announcer announcer = vhost.loop().announcer();
        List<Boolean> read = new ArrayList<>();
        announcer.announce(Announcer.EVENTS, "queue.created", Properties.none(), Body.EMPTY, read::add);
        vhost.run();
        channel.declare("events").bind(Announcer.EVENTS, "events", "queue.*");
        announcer.announce(Announcer.EVENTS, "queue.created", Properties.none(), Body.EMPTY, read::add);
        announcer.announce(Announcer.EVENTS, "user.created", Properties.none(), Body.EMPTY, read::add);
        vhost.run();

        assertThat(read).containsExactly(false, true, true);
        assertThat(vhost.queue("events").readyCount()).isEqualTo(1);
    }

    @Test
    void clientsMayNotPublishWhatIsTheBrokersOwn() {
        for (String exchange : List.of("amq.rabbitmq.event", "amq.rabbitmq.log", "amq.rabbitmq.trace")) {
            assertThat(vhost.channel().publish(exchange, "k", "m").events())
                    .containsExactly("channel: 403 ACCESS_REFUSED - cannot publish to internal exchange '" + exchange
                            + "' in vhost '/'");
        }
    }
}
