package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** x-random and x-local-random. */
class RandomExchangeTest {
    private static final int MESSAGES = 300;

    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    @BeforeEach
    void declareQueues() {
        channel.declare("q1").declare("q2").declare("q3").forget();
    }

    private List<Integer> counts() {
        return List.of(
                vhost.queue("q1").readyCount(),
                vhost.queue("q2").readyCount(),
                vhost.queue("q3").readyCount());
    }

    private void publishToThree(String exchange) {
        channel.bind(exchange, "q1", "").bind(exchange, "q2", "").bind(exchange, "q3", "");
        for (int i = 0; i < MESSAGES; i++) {
            channel.publish(exchange, "same", "m");
        }
    }

    @Test
    void eachMessageGoesToOneQueueByChanceThoughTheKeyStaysTheSame() {
        for (String type : List.of("x-random", "x-local-random")) {
            channel.exchange(type, type);
            publishToThree(type);

            assertThat(counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MESSAGES);
            assertThat(counts()).allSatisfy(count -> assertThat(count).isBetween(60, 140));
            channel.purge("q1").purge("q2").purge("q3");
        }
    }

    @Test
    void chanceIsThrownAnewAlsoBehindAnotherExchange() {
        channel.exchange("r", "x-random").exchange("f", "fanout").bindExchange("f", "r", "");
        channel.bind("r", "q1", "").bind("r", "q2", "").bind("r", "q3", "");
        for (int i = 0; i < MESSAGES; i++) {
            channel.publish("f", "same", "m");
        }

        assertThat(counts()).allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    @Test
    void chanceIsThrownAnewAlsoAsAnAlternate() {
        channel.exchange("r", "x-random")
                .exchange(
                        "f",
                        "fanout",
                        FieldTable.builder().put("alternate-exchange", "r").build());
        channel.bind("r", "q1", "").bind("r", "q2", "").bind("r", "q3", "");
        for (int i = 0; i < MESSAGES; i++) {
            channel.publish("f", "same", "m");
        }

        assertThat(counts()).allSatisfy(count -> assertThat(count).isBetween(60, 140));
    }

    @Test
    void withNothingBoundThereIsNoDestination() {
        channel.exchange("r", "x-random")
                .bind("r", "q1", "")
                .unbind("r", "q1", "")
                .forget();

        assertThat(channel.publishMandatory("r", "k", "m").events()).containsExactly("return NO_ROUTE m");
    }

    @Test
    void localRandomBindsOnlyQueuesAndOnlyWithAnEmptyKey() {
        channel.exchange("l", "x-local-random").bind("l", "q1", "");
        assertThat(channel.events()).containsExactly("exchange-ok", "bind-ok");

        assertThat(vhost.channel().bind("l", "q1", "k").events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - Non empty binding 'k' key not permitted");
        assertThat(vhost.channel().bindExchange("l", "amq.fanout", "").events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - Destination not found");
    }
}
