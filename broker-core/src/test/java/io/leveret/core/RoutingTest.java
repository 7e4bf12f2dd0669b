package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ways from an exchange to queues: semantics of exchange types, bindings between exchanges, alternate exchanges, CC. */
class RoutingTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    @BeforeEach
    void declareQueues() {
        for (String queue : List.of("q1", "q2", "q3")) {
            channel.declare(queue);
        }
        channel.forget();
    }

    private static FieldTable alternate(String exchange) {
        return FieldTable.builder().put("alternate-exchange", exchange).build();
    }

    private String counts() {
        return vhost.queue("q1").readyCount() + " " + vhost.queue("q2").readyCount() + " "
                + vhost.queue("q3").readyCount();
    }

    @Test
    void theDefaultExchangeReachesEveryQueueByItsName() {
        channel.publish("", "q2", "m").publish("", "none", "m");

        assertThat(counts()).isEqualTo("0 1 0");
    }

    @Test
    void aDirectExchangeComparesTheWholeKey() {
        channel.bind("amq.direct", "q1", "k").bind("amq.direct", "q2", "k").bind("amq.direct", "q3", "K");

        channel.publish("amq.direct", "k", "m").publish("amq.direct", "k.", "m");

        assertThat(counts()).isEqualTo("1 1 0");
    }

    @Test
    void aFanoutExchangeLooksAtNothing() {
        channel.bind("amq.fanout", "q1", "a").bind("amq.fanout", "q3", "b");

        channel.publish("amq.fanout", "c", "m");

        assertThat(counts()).isEqualTo("1 0 1");
    }

    @Test
    void aMessageWithoutHeadersIsTakenAsOneWithNone() {
        channel.bind("amq.headers", "q1", "");
        channel.bind(new BindingRequest(
                "amq.headers", false, "q2", "", FieldTable.builder().put("a", 1).build()));

        channel.publish("amq.headers", "", "m");
        channel.publish(TestMessage.to("amq.match", "", "m"));
        channel.publish(TestMessage.to("amq.headers", "", "m")
                .headers(FieldTable.builder().put("a", 1).build()));

        assertThat(counts()).isEqualTo("2 1 0");
    }

    @Test
    void aQueueGetsOneCopyHoweverManyWaysLeadThere() {
        channel.exchange("t", "topic").exchange("f", "fanout");
        channel.bind("t", "q1", "a.#").bind("t", "q1", "*").bind("t", "q1", "#");
        channel.bindExchange("t", "f", "a").bind("f", "q1", "").bind("f", "q2", "");

        channel.publish("t", "a", "m");

        assertThat(counts()).isEqualTo("1 1 0");
    }

    @Test
    void circlesOfExchangesEnd() {
        channel.exchange("a", "fanout").exchange("b", "fanout").exchange("c", "fanout");
        channel.bindExchange("a", "b", "").bindExchange("b", "c", "").bindExchange("c", "a", "");
        channel.bindExchange("a", "a", "");
        channel.bind("c", "q1", "").bind("a", "q2", "");

        channel.publish("b", "", "m");

        assertThat(counts()).isEqualTo("1 1 0");
    }

    @Test
    void theAlternateExchangeGetsWhatFindsNoDestination() {
        channel.exchange("alt", "fanout").bind("alt", "q2", "");
        channel.exchange("x", "direct", alternate("alt")).bind("x", "q1", "k");

        channel.publish("x", "k", "m").publish("x", "other", "m");

        assertThat(counts()).isEqualTo("1 1 0");
    }

    @Test
    void anExchangeAsDestinationCountsThoughItLeadsNowhere() {
        channel.exchange("alt", "fanout").bind("alt", "q2", "").exchange("nowhere", "fanout");
        channel.exchange("x", "fanout", alternate("alt")).bindExchange("x", "nowhere", "");

        channel.publish("x", "k", "m");

        assertThat(counts()).isEqualTo("0 0 0");
    }

    @Test
    void alternateExchangesChainWithTheSameKeyAndTheirLoopsEnd() {
        channel.exchange("a", "direct", alternate("b")).exchange("b", "direct", alternate("c"));
        channel.exchange("c", "direct", alternate("a")).bind("c", "q3", "k");

        channel.publish("a", "k", "m").publish("a", "lost", "m");
        channel.publishMandatory("a", "lost", "back").publishMandatory("a", "k", "m");

        assertThat(counts()).isEqualTo("0 0 2");
        assertThat(channel.events()).contains("return NO_ROUTE back").doesNotContain("return NO_ROUTE m");
    }

    @Test
    void anAlternateExchangeNeedNotExistAndMayComeLater() {
        channel.exchange("x", "direct", alternate("later"));
        channel.publish("x", "k", "m");
        channel.exchange("later", "fanout").bind("later", "q1", "");

        channel.publish("x", "k", "m");

        assertThat(counts()).isEqualTo("1 0 0");
    }

    @Test
    void copiesGoToTheKeysInCcAndBccOnceEach() {
        channel.publish(
                TestMessage.to("", "q1", "m").header("CC", "q2", "q1", "q2").header("BCC", "q3"));

        assertThat(counts()).isEqualTo("1 1 1");
    }

    @Test
    void theAlternateExchangeIsAskedOnlyIfNoKeyOfTheMessageFindsADestination() {
        channel.exchange("alt", "fanout").bind("alt", "q3", "");
        channel.exchange("x", "direct", alternate("alt")).bind("x", "q1", "k");

        channel.publish(TestMessage.to("x", "k", "m").header("CC", "other"));
        assertThat(counts()).isEqualTo("1 0 0");

        channel.publish(TestMessage.to("x", "none", "m").header("CC", "other"));
        assertThat(counts()).isEqualTo("1 0 1");
    }

    @Test
    void aRouteIsForgottenWhenBindingsChange() {
        channel.bind("amq.topic", "q1", "a");
        channel.publish("amq.topic", "a", "m").publish("amq.topic", "a", "m");
        channel.bind("amq.topic", "q2", "#");
        channel.publish("amq.topic", "a", "m");
        channel.unbind("amq.topic", "q1", "a");
        channel.publish("amq.topic", "a", "m");
        channel.delete("q2");

        channel.publish("amq.topic", "a", "m");

        assertThat(vhost.queue("q1").readyCount()).isEqualTo(3);
    }

    @Test
    void theSameKeyWithOtherArgumentsIsAnotherBindingButTheirOrderIsNot() {
        FieldTable ab = FieldTable.builder().put("a", 1).put("b", 2).build();
        FieldTable ba = FieldTable.builder().put("b", 2).put("a", 1).build();
        channel.exchange("x", "fanout");
        channel.bind(new BindingRequest("x", false, "q1", "k", ab));
        channel.bind(new BindingRequest("x", false, "q1", "k", ba));
        channel.bind("x", "q1", "k").bind("x", "q1", "k");
        assertThat(vhost.vhost().topology().exchange("x").bindingCount()).isEqualTo(2);

        channel.publish("x", "", "m");
        assertThat(counts()).isEqualTo("1 0 0");

        channel.unbind(new BindingRequest("x", false, "q1", "k", ba));
        channel.publish("x", "", "m").unbind("x", "q1", "k").publish("x", "", "m");
        assertThat(counts()).isEqualTo("2 0 0");
    }
}
