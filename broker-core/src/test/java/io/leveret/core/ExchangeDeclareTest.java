package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** exchange.declare, delete, bind and unbind, with the texts that RabbitMQ's clients know. */
class ExchangeDeclareTest {
    private static final String NOT_ON_DEFAULT =
            "channel: 403 ACCESS_REFUSED - operation not permitted on the default exchange";

    private final TestVhost vhost = new TestVhost();

    private List<String> on(java.util.function.Consumer<TestChannel> asked) {
        TestChannel channel = vhost.channel();
        asked.accept(channel);
        return channel.sync().events();
    }

    private static ExchangeDeclaration declaration(String type, boolean durable, boolean autoDelete, boolean internal) {
        return new ExchangeDeclaration("x", type, false, durable, autoDelete, internal, FieldTable.EMPTY);
    }

    private static ExchangeDeclaration passive(String name) {
        return new ExchangeDeclaration(name, "", true, false, false, false, FieldTable.EMPTY);
    }

    @Test
    void thePredeclaredExchangesAreThere() {
        for (String name :
                List.of("amq.direct", "amq.fanout", "amq.topic", "amq.headers", "amq.match", "amq.rabbitmq.trace")) {
            assertThat(on(c -> c.exchange(passive(name)))).containsExactly("exchange-ok");
        }
        assertThat(on(c -> c.exchange(
                        new ExchangeDeclaration("amq.direct", "direct", false, true, false, false, FieldTable.EMPTY))))
                .containsExactly("exchange-ok");
    }

    @Test
    void anUnknownTypeIsRefusedFirst() {
        assertThat(on(c -> c.exchange("", "x-odd")))
                .containsExactly("channel: 406 PRECONDITION_FAILED - unknown exchange type 'x-odd'");
    }

    @Test
    void theDefaultExchangeCanNotBeTouched() {
        assertThat(on(c -> c.exchange("", "direct"))).containsExactly(NOT_ON_DEFAULT);
        assertThat(on(c -> c.exchange(passive("")))).containsExactly(NOT_ON_DEFAULT);
        assertThat(on(c -> c.deleteExchange("", false))).containsExactly(NOT_ON_DEFAULT);
        assertThat(on(c -> c.declare("q").forget().bind("", "q", "q"))).containsExactly(NOT_ON_DEFAULT);
        assertThat(on(c -> c.unbind("", "q", "q"))).containsExactly(NOT_ON_DEFAULT);
        assertThat(on(c -> c.bindExchange("amq.direct", "", "k"))).containsExactly(NOT_ON_DEFAULT);
        assertThat(on(c -> c.bindExchange("", "amq.direct", "k"))).containsExactly(NOT_ON_DEFAULT);
    }

    @Test
    void reservedNamesAreRefusedOnlyToNewExchanges() {
        assertThat(on(c -> c.exchange("amq.new", "direct")))
                .containsExactly(
                        "channel: 403 ACCESS_REFUSED - exchange name 'amq.new' contains reserved prefix 'amq.*'");
        assertThat(on(c -> c.deleteExchange("amq.topic", false)))
                .containsExactly("channel: 403 ACCESS_REFUSED - deletion of system exchange 'amq.topic' in vhost '/'"
                        + " not allowed");
    }

    @Test
    void aPassiveDeclareLooksOnlyAtTheName() {
        assertThat(on(c -> c.exchange(declaration("fanout", true, false, false))))
                .containsExactly("exchange-ok");
        assertThat(on(c -> c.exchange(passive("x")))).containsExactly("exchange-ok");
        assertThat(on(c -> c.exchange(passive("y"))))
                .containsExactly("channel: 404 NOT_FOUND - no exchange 'y' in vhost '/'");
    }

    @Test
    void aDifferentDeclarationIsRefusedWithWhatDiffers() {
        on(c -> c.exchange(declaration("direct", true, false, false)));

        String inequivalent = "channel: 406 PRECONDITION_FAILED - inequivalent arg '%s' for exchange 'x' in vhost '/':"
                + " received '%s' but current is '%s'";
        assertThat(on(c -> c.exchange(declaration("direct", true, false, false))))
                .containsExactly("exchange-ok");
        assertThat(on(c -> c.exchange(declaration("fanout", true, false, false))))
                .containsExactly(inequivalent.formatted("type", "fanout", "direct"));
        assertThat(on(c -> c.exchange(declaration("direct", false, true, true))))
                .containsExactly(inequivalent.formatted("durable", "false", "true"));
        assertThat(on(c -> c.exchange(declaration("direct", true, true, true))))
                .containsExactly(inequivalent.formatted("auto_delete", "true", "false"));
        assertThat(on(c -> c.exchange(declaration("direct", true, false, true))))
                .containsExactly(inequivalent.formatted("internal", "true", "false"));
    }

    @Test
    void ofTheArgumentsOnlyTheAlternateExchangeIsCompared() {
        FieldTable alternate = FieldTable.builder()
                .put("alternate-exchange", "a")
                .put("x-own", 1)
                .build();
        on(c -> c.exchange("x", "direct", alternate));

        assertThat(on(c -> c.exchange(
                        "x",
                        "direct",
                        FieldTable.builder().put("alternate-exchange", "a").build())))
                .containsExactly("exchange-ok");
        assertThat(on(c -> c.exchange(
                        "x",
                        "direct",
                        FieldTable.builder().put("alternate-exchange", "b").build())))
                .containsExactly("channel: 406 PRECONDITION_FAILED - inequivalent arg 'alternate-exchange' for"
                        + " exchange 'x' in vhost '/': received 'b' but current is 'a'");
        assertThat(on(c -> c.exchange("x", "direct")))
                .containsExactly("channel: 406 PRECONDITION_FAILED - inequivalent arg 'alternate-exchange' for"
                        + " exchange 'x' in vhost '/': received none but current is the value 'a' of type 'longstr'");
    }

    @Test
    void anAlternateExchangeMustBeAName() {
        assertThat(on(c -> c.exchange(
                        "x",
                        "direct",
                        FieldTable.builder().put("alternate-exchange", 1).build())))
                .containsExactly("channel: 406 PRECONDITION_FAILED - invalid type 'signedint' for arg"
                        + " 'alternate-exchange' in exchange 'x' in vhost '/'");
    }

    @Test
    void anInternalExchangeTakesNoPublishButRoutes() {
        on(c -> c.exchange(declaration("fanout", false, false, true))
                .declare("q")
                .bind("x", "q", ""));

        assertThat(on(c -> c.publish("x", "", "m")))
                .containsExactly("channel: 403 ACCESS_REFUSED - cannot publish to internal exchange 'x' in vhost '/'");
        on(c -> c.bindExchange("amq.fanout", "x", "").publish("amq.fanout", "", "m"));
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void deletingIsIdempotentAndIfUnusedLooksAtBindingsFromTheExchange() {
        assertThat(on(c -> c.deleteExchange("x", false))).containsExactly("exchange-delete-ok");
        on(c -> c.exchange("x", "direct").declare("q").bind("x", "q", "k"));

        assertThat(on(c -> c.deleteExchange("x", true)))
                .containsExactly("channel: 406 PRECONDITION_FAILED - exchange 'x' in vhost '/' in use");
        on(c -> c.unbind("x", "q", "k").bindExchange("amq.direct", "x", "k"));
        assertThat(on(c -> c.deleteExchange("x", true))).containsExactly("exchange-delete-ok");
        assertThat(vhost.hasExchange("x")).isFalse();
        assertThat(vhost.vhost().topology().exchange("amq.direct").bindingCount())
                .isZero();
    }

    @Test
    void anAutoDeleteExchangeGoesWithItsLastBindingAndOthersWithIt() {
        on(c -> c.exchange(declaration("fanout", false, true, false)).declare("q"));
        on(c -> c.exchange(new ExchangeDeclaration("up", "fanout", false, false, true, false, FieldTable.EMPTY))
                .bindExchange("up", "x", ""));
        on(c -> c.unbind("x", "q", "never"));
        assertThat(vhost.hasExchange("x")).isTrue();

        on(c -> c.bind("x", "q", "1").bind("x", "q", "2").unbind("x", "q", "1"));
        assertThat(vhost.hasExchange("x")).isTrue();
        on(c -> c.delete("q"));

        assertThat(vhost.hasExchange("x")).isFalse();
        assertThat(vhost.hasExchange("up")).isFalse();
    }

    @Test
    void bindingsBetweenExchangesNeedBothEndsTheSourceNamedFirst() {
        assertThat(on(c -> c.bindExchange("none", "nothing", "k")))
                .containsExactly("channel: 404 NOT_FOUND - no exchange 'none' in vhost '/'");
        assertThat(on(c -> c.bindExchange("amq.direct", "nothing", "k")))
                .containsExactly("channel: 404 NOT_FOUND - no exchange 'nothing' in vhost '/'");
        assertThat(on(c -> c.unbind(new BindingRequest("none", true, "nothing", "k", FieldTable.EMPTY))))
                .containsExactly("unbind-ok");
    }

    @Test
    void lineBreaksAreDroppedFromNames() {
        on(c -> c.exchange("a\r\nb", "direct"));

        assertThat(vhost.hasExchange("ab")).isTrue();
        assertThat(on(c -> c.deleteExchange("a\nb", false))).containsExactly("exchange-delete-ok");
        assertThat(vhost.hasExchange("ab")).isFalse();
    }
}
