package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** queue.declare, bind, unbind, purge and delete, with the texts that RabbitMQ's clients know. */
class QueueDeclareTest {
    private static final String LOCKED =
            "channel: 405 RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'q' in vhost '/'. It could be"
                    + " originally declared on another connection or the exclusive property value does not match that of"
                    + " the original declaration.";
    private static final String INEQUIVALENT =
            "channel: 406 PRECONDITION_FAILED - inequivalent arg '%s' for queue 'q' in vhost '/': received %s but"
                    + " current is %s";

    private final TestVhost vhost = new TestVhost();

    private List<String> on(Consumer<TestChannel> asked) {
        TestChannel channel = vhost.channel();
        asked.accept(channel);
        return channel.sync().events();
    }

    private static FieldTable argument(String name, String value) {
        return FieldTable.builder().put(name, value).build();
    }

    @Test
    void aQueueWithoutANameGetsOne() {
        assertThat(on(c -> c.declare(""))).containsExactly("declare-ok amq.gen-0000000000000000000001 0 0");
    }

    @Test
    void aSecondDeclareTellsReadyMessagesAndConsumers() {
        TestChannel channel = vhost.channel();
        channel.declare("q").publish("", "q", "1").publish("", "q", "2").publish("", "q", "3");
        channel.qos(1).consume("q");

        assertThat(on(c -> c.declare("q"))).containsExactly("declare-ok q 2 1");
        assertThat(on(c -> c.declarePassive("q"))).containsExactly("declare-ok q 2 1");
    }

    @Test
    void aPassiveDeclareOfAMissingQueueIsRefused() {
        assertThat(on(c -> c.declarePassive("q")))
                .containsExactly("channel: 404 NOT_FOUND - no queue 'q' in vhost '/'");
    }

    @Test
    void reservedNamesAreRefusedOnlyToNewQueues() {
        assertThat(on(c -> c.declare("amq.q")))
                .containsExactly("channel: 403 ACCESS_REFUSED - queue name 'amq.q' contains reserved prefix 'amq.*'");
        on(c -> c.declare(""));
        assertThat(on(c -> c.declare("amq.gen-0000000000000000000001")))
                .containsExactly("declare-ok amq.gen-0000000000000000000001 0 0");
    }

    @Test
    void aDifferentDeclarationIsRefusedWithWhatDiffers() {
        on(c -> c.declareDurable("q"));

        assertThat(on(c -> c.declareDurable("q"))).containsExactly("declare-ok q 0 0");
        assertThat(on(c -> c.declare("q", false, false, true)))
                .containsExactly(INEQUIVALENT.formatted("durable", "'false'", "'true'"));
        assertThat(on(c -> c.declare("q", true, false, true)))
                .containsExactly(INEQUIVALENT.formatted("auto_delete", "'true'", "'false'"));
        assertThat(on(c -> c.declare("q", true, true, false))).containsExactly(LOCKED);
    }

    @Test
    void knownArgumentsAreComparedWithTheirTypes() {
        on(c -> c.declare(
                "q",
                FieldTable.builder().put("x-message-ttl", 20000).put("x-own", 1).build()));

        assertThat(on(c -> c.declare(
                        "q", FieldTable.builder().put("x-message-ttl", 20000L).build())))
                .containsExactly("declare-ok q 0 0");
        assertThat(on(c -> c.declare(
                        "q", FieldTable.builder().put("x-message-ttl", 5).build())))
                .containsExactly(INEQUIVALENT.formatted("x-message-ttl", "'5'", "'20000'"));
        assertThat(on(c -> c.declare("q", argument("x-message-ttl", "20000"))))
                .containsExactly(INEQUIVALENT.formatted("x-message-ttl", "'20000'", "'20000'"));
        assertThat(on(c -> c.declare("q")))
                .containsExactly(
                        INEQUIVALENT.formatted("x-message-ttl", "none", "the value '20000' of type 'signedint'"));
        on(c -> c.delete("q").declare("q"));
        assertThat(on(c -> c.declare(
                        "q", FieldTable.builder().put("x-message-ttl", 20000).build())))
                .containsExactly(
                        INEQUIVALENT.formatted("x-message-ttl", "the value '20000' of type 'signedint'", "none"));
    }

    @Test
    void aQueueWithoutATypeIsAClassicOne() {
        on(c -> c.declare("q"));
        assertThat(on(c -> c.declare("q", argument("x-queue-type", "classic")))).containsExactly("declare-ok q 0 0");
        assertThat(on(c -> c.declare("q", argument("x-queue-type", "quorum"))))
                .containsExactly(INEQUIVALENT.formatted("x-queue-type", "'quorum'", "'classic'"));

        on(c -> c.delete("q").declare("q", argument("x-queue-type", "classic")));
        assertThat(on(c -> c.declare("q"))).containsExactly("declare-ok q 0 0");
    }

    @Test
    void aQueueOfATypeThatIsNotThereIsRefused() {
        assertThat(on(c -> c.declare("q", argument("x-queue-type", "stream"))))
                .containsExactly("channel: 406 PRECONDITION_FAILED - invalid arg 'x-queue-type' for queue 'q' in vhost"
                        + " '/': \"unsupported queue type 'stream'\"");
    }

    @Test
    void anExclusiveQueueIsItsConnectionsAlone() {
        TestChannel owner = vhost.channel();
        owner.declare("q", true, true, false).bind("amq.direct", "q", "k");
        assertThat(vhost.queue("q").settings().durable()).isFalse();
        assertThat(owner.connection().channel(2).declare("q", true, true, false).events())
                .containsExactly("declare-ok q 0 0");

        assertThat(on(c -> c.declareExclusive("q"))).containsExactly(LOCKED);
        assertThat(on(c -> c.declare("q", true, true, true))).containsExactly(LOCKED);
        assertThat(on(c -> c.declarePassive("q"))).containsExactly(LOCKED);
        assertThat(on(c -> c.bind("amq.direct", "q", "k"))).containsExactly(LOCKED);
        assertThat(on(c -> c.unbind("amq.direct", "q", "none"))).containsExactly("unbind-ok");
        assertThat(on(c -> c.unbind("amq.direct", "q", "k"))).containsExactly(LOCKED);
        assertThat(on(c -> c.consume("q"))).containsExactly(LOCKED);
        assertThat(on(c -> c.get("q"))).containsExactly(LOCKED);
        assertThat(on(c -> c.purge("q"))).containsExactly(LOCKED);
        assertThat(on(c -> c.delete("q"))).containsExactly(LOCKED);
        assertThat(owner.forget().declare("q").events()).containsExactly(LOCKED);
    }

    @Test
    void anExclusiveQueueEndsWithItsConnection() {
        TestConnection closing = vhost.connect();
        closing.channel(1).declareExclusive("q").close();
        assertThat(vhost.queue("q")).isNotNull();

        closing.close();
        assertThat(vhost.queue("q")).isNull();
        assertThat(closing.events()).containsExactly("ended");

        TestConnection dropped = vhost.connect();
        dropped.channel(1).declareExclusive("q").publish("", "q", "m").consume("q");
        dropped.drop();
        assertThat(vhost.queue("q")).isNull();
        assertThat(dropped.events()).isEmpty();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void anAutoDeleteQueueGoesWithItsLastConsumer() {
        on(c -> c.declareAutoDelete("q").get("q").close());
        assertThat(vhost.queue("q")).isNotNull();

        TestChannel first = vhost.channel().consume("q");
        TestChannel second = vhost.channel().consume("q", "a").consume("q", "b");
        first.cancel("q");
        second.cancel("a");
        assertThat(vhost.queue("q")).isNotNull();
        second.cancel("b");
        assertThat(vhost.queue("q")).isNull();

        on(c -> c.declareAutoDelete("q").consume("q", "a").consume("q", "b").close());
        assertThat(vhost.queue("q")).isNull();

        TestChannel dropped = vhost.channel();
        dropped.declareAutoDelete("q").consume("q").publish("", "q", "m");
        dropped.connection().drop();
        assertThat(vhost.queue("q")).isNull();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void unknownArgumentsAreTakenAndNotCompared() {
        on(c -> c.declare("q", argument("x-own", "a")));

        assertThat(on(c -> c.declare("q", argument("x-own", "b")))).containsExactly("declare-ok q 0 0");
    }
}
