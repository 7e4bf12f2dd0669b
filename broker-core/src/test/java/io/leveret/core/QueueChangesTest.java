package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is done to queues that are there: bound, purged, deleted; by which name; with which rights. */
class QueueChangesTest {
    private final TestVhost vhost = new TestVhost();

    private List<String> on(Consumer<TestChannel> asked) {
        return on(Permissions.ALL, asked);
    }

    private List<String> on(Permissions permissions, Consumer<TestChannel> asked) {
        TestChannel channel = vhost.connect(permissions).channel(1);
        asked.accept(channel);
        return channel.sync().events();
    }

    private static String refused(String access, String object) {
        return "channel: 403 ACCESS_REFUSED - " + access + " access to " + object + " in vhost '/' refused for user"
                + " 'guest'";
    }

    @Test
    void anEmptyNameStandsForTheLastDeclaredQueue() {
        String unknown = "channel: 404 NOT_FOUND - no previously declared queue";
        assertThat(on(c -> c.bind("amq.direct", "", ""))).containsExactly(unknown);
        assertThat(on(c -> c.unbind("amq.direct", "", "k"))).containsExactly(unknown);
        assertThat(on(c -> c.consume("", "tag"))).containsExactly(unknown);
        assertThat(on(c -> c.get(""))).containsExactly(unknown);
        assertThat(on(c -> c.purge(""))).containsExactly(unknown);
        assertThat(on(c -> c.delete(""))).containsExactly(unknown);

        assertThat(on(c -> c.declare("q")
                        .declare("last")
                        .bind("amq.direct", "", "")
                        .publish("amq.direct", "last", "m")
                        .get("")
                        .consume("", "tag")
                        .purge("")
                        .delete("")))
                .containsSubsequence("get-ok 1 m left=0", "consume-ok tag", "purge-ok 0", "delete-ok 0");
        assertThat(vhost.queue("last")).isNull();
    }

    @Test
    void aPassiveDeclareCountsAsLastDeclared() {
        on(c -> c.declare("q"));

        assertThat(on(c -> c.declarePassive("q").get(""))).containsExactly("declare-ok q 0 0", "get-empty");
    }

    @Test
    void theChecksOfABindComeInRabbitMqsOrder() {
        Permissions readOnly = Permissions.of("", "", ".*");
        Permissions writeOnly = Permissions.of("", ".*", "");
        String pseudo = "channel: 403 ACCESS_REFUSED - operation not permitted on the direct reply-to pseudo-queue";

        assertThat(on(readOnly, c -> c.bind("none", "amq.rabbitmq.reply-to", "k")))
                .containsExactly(pseudo);
        assertThat(on(readOnly, c -> c.bind("", "none", "k"))).containsExactly(refused("write", "queue 'none'"));
        assertThat(on(writeOnly, c -> c.bind("", "none", "k")))
                .containsExactly("channel: 403 ACCESS_REFUSED - operation not permitted on the default exchange");
        assertThat(on(writeOnly, c -> c.bind("none", "none", "k"))).containsExactly(refused("read", "exchange 'none'"));
        assertThat(on(c -> c.bind("none", "none", "k")))
                .containsExactly("channel: 404 NOT_FOUND - no exchange 'none' in vhost '/'");
        assertThat(on(c -> c.bind("amq.direct", "none", "k")))
                .containsExactly("channel: 404 NOT_FOUND - no queue 'none' in vhost '/'");
        vhost.channel().declareExclusive("mine");
        FieldTable odd = FieldTable.builder().put("x-match", "odd").build();
        assertThat(on(c -> c.bind(new BindingRequest("amq.headers", false, "mine", "", odd))))
                .allMatch(text -> text.startsWith("channel: 405 RESOURCE_LOCKED"));
        on(c -> c.declare("q"));
        assertThat(on(c -> c.bind(new BindingRequest("amq.headers", false, "q", "", odd))))
                .containsExactly("channel: 406 PRECONDITION_FAILED - Invalid x-match field value \"odd\"; expected all,"
                        + " any, all-with-x, or any-with-x");
    }

    @Test
    void unbindingWhatIsMissingIsFine() {
        assertThat(on(c -> c.unbind("none", "none", "k"))).containsExactly("unbind-ok");
        assertThat(on(c -> c.declare("q").forget().unbind("amq.direct", "q", "k")))
                .containsExactly("unbind-ok");
    }

    @Test
    void eachRightIsAskedForUnderItsName() {
        Permissions none = Permissions.of("", "", "");
        Permissions some = Permissions.of("^mine", "^mine", "^mine");
        on(c -> c.declare("q"));

        assertThat(on(none, c -> c.declare("q"))).containsExactly(refused("configure", "queue 'q'"));
        assertThat(on(none, c -> c.delete("q"))).containsExactly(refused("configure", "queue 'q'"));
        assertThat(on(none, c -> c.purge("q"))).containsExactly(refused("read", "queue 'q'"));
        assertThat(on(none, c -> c.get("q"))).containsExactly(refused("read", "queue 'q'"));
        assertThat(on(none, c -> c.consume("q"))).containsExactly(refused("read", "queue 'q'"));
        assertThat(on(none, c -> c.publish("", "q", "m"))).containsExactly(refused("write", "exchange 'amq.default'"));
        assertThat(on(none, c -> c.exchange("x", "direct"))).containsExactly(refused("configure", "exchange 'x'"));
        assertThat(on(none, c -> c.deleteExchange("x", false))).containsExactly(refused("configure", "exchange 'x'"));
        assertThat(on(none, c -> c.bindExchange("x", "y", "k"))).containsExactly(refused("write", "exchange 'y'"));
        FieldTable alternate =
                FieldTable.builder().put("alternate-exchange", "other").build();
        assertThat(on(some, c -> c.exchange("mine", "direct", alternate)))
                .containsExactly(refused("write", "exchange 'other'"));
        assertThat(on(some, c -> c.declare("")))
                .containsExactly(refused("configure", "queue 'amq.gen-0000000000000000000001'"));
    }

    @Test
    void aPurgeTakesReadyMessagesOnly() {
        TestChannel channel = vhost.channel().declare("q").qos(1);
        channel.publish("", "q", "1")
                .publish("", "q", "2")
                .publish("", "q", "3")
                .consume("q")
                .forget();

        assertThat(on(c -> c.purge("q"))).containsExactly("purge-ok 2");
        assertThat(on(c -> c.purge("q"))).containsExactly("purge-ok 0");
        assertThat(channel.nack(1, false, true).events()).containsExactly("deliver q 2 1 redelivered");
        assertThat(on(c -> c.purge("none"))).containsExactly("channel: 404 NOT_FOUND - no queue 'none' in vhost '/'");
    }

    @Test
    void aQueueInUseOrWithMessagesIsKeptIfAskedSo() {
        TestChannel channel = vhost.channel().declare("q").publish("", "q", "1");

        assertThat(on(c -> c.delete("q", false, true)))
                .containsExactly("channel: 406 PRECONDITION_FAILED - queue 'q' in vhost '/' not empty");
        channel.consume("q");
        assertThat(on(c -> c.delete("q", true, true)))
                .containsExactly("channel: 406 PRECONDITION_FAILED - queue 'q' in vhost '/' in use");
        assertThat(on(c -> c.delete("q", false, true))).containsExactly("delete-ok 0");
        assertThat(on(c -> c.delete("q", true, true))).containsExactly("delete-ok 0");
    }

    @Test
    void aDeletedQueueTakesBindingsConsumersAndMessagesWithIt() {
        TestChannel channel =
                vhost.channel().declare("q").bind("amq.fanout", "q", "").qos(1).consume("q");
        channel.publish("", "q", "1")
                .publish("", "q", "2")
                .publish("", "q", "3")
                .forget();

        assertThat(on(c -> c.delete("q"))).containsExactly("delete-ok 2");

        assertThat(channel.events()).containsExactly("cancelled q");
        assertThat(vhost.vhost().topology().exchange("amq.fanout").bindingCount())
                .isZero();
        assertThat(channel.ack(1).events()).isEmpty();
        assertThat(channel.cancel("q").events()).containsExactly("cancel-ok q");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void unackedMessagesOfADeletedQueueAreDropped() {
        TestChannel channel = vhost.channel()
                .declare("q")
                .publish("", "q", "1")
                .publish("", "q", "2")
                .consume("q");
        on(c -> c.delete("q").declare("q"));
        channel.forget();

        channel.nack(2, false, true).recover();

        assertThat(channel.events()).containsExactly("recover-ok");
        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aClientWithoutTheCapabilityHearsNothingOfTheEndOfItsConsumer() {
        var user = new io.leveret.core.access.User("guest", java.util.Set.of(), java.util.Map.of());
        TestChannel channel =
                vhost.connect(user, Permissions.ALL, 1 << 20, false).channel(1);
        channel.declare("q").consume("q").forget();

        assertThat(channel.delete("q").events()).containsExactly("delete-ok 0");
    }
}
