package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.access.User;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rights are asked for beside those on the object itself, and what becomes of a session whose rights change. */
class AccessTest {
    private final TestVhost vhost = new TestVhost();

    private static User user(String configure, String write, String read, TopicPermission... topics) {
        Map<String, TopicPermission> byExchange = new java.util.HashMap<>();
        for (TopicPermission topic : topics) {
            byExchange.put(topic.exchange(), topic);
        }
        Rights rights = new Rights(Permissions.of(configure, write, read), byExchange);
        return new User("guest", Set.of(), Map.of(TestVhost.NAME, rights));
    }

    private TestChannel channel(User user) {
        return vhost.connect(user).channel(1);
    }

    private static String refused(String what) {
        return "channel: 403 ACCESS_REFUSED - " + what + " in vhost '/' refused for user 'guest'";
    }

    @Test
    void aDeadLetterExchangeNeedsReadOnTheQueueAndWriteOnTheExchange() {
        FieldTable arguments =
                FieldTable.builder().put("x-dead-letter-exchange", "dlx").build();
        assertThat(channel(user(".*", ".*", "^$")).declare("q", arguments).events())
                .containsExactly(refused("read access to queue 'q'"));
        assertThat(channel(user(".*", "^$", ".*")).declare("q", arguments).events())
                .containsExactly(refused("write access to exchange 'dlx'"));
        assertThat(channel(user(".*", "^dlx$", "^q$")).declare("q", arguments).events())
                .containsExactly("declare-ok q 0 0");
        assertThat(channel(user(".*", "^$", "^$")).declare("q", arguments).events())
                .as("who declares what is there asks for nothing")
                .containsExactly("declare-ok q 0 0");
    }

    @Test
    void anAlternateExchangeNeedsReadOnTheExchangeAndWriteOnTheOther() {
        FieldTable arguments =
                FieldTable.builder().put("alternate-exchange", "ae").build();
        assertThat(channel(user(".*", ".*", "^$"))
                        .exchange("x", "direct", arguments)
                        .events())
                .containsExactly(refused("read access to exchange 'x'"));
        assertThat(channel(user(".*", "^$", ".*"))
                        .exchange("x", "direct", arguments)
                        .events())
                .containsExactly(refused("write access to exchange 'ae'"));
    }

    @Test
    void aPassiveDeclareNeedsAnyRight() {
        vhost.channel().declare("q").exchange("x", "direct");
        for (User any : new User[] {user("^[qx]$", "", ""), user("", "^[qx]$", ""), user("", "", "^[qx]$")}) {
            assertThat(channel(any).declarePassive("q").events()).containsExactly("declare-ok q 0 0");
        }
        assertThat(channel(user("", "", "")).declarePassive("q").events())
                .containsExactly(refused("access to queue 'q'"));
        assertThat(channel(user("", "", "")).declarePassive("none").events())
                .as("not even whether it is there")
                .containsExactly(refused("access to queue 'none'"));
        ExchangeDeclaration passive = new ExchangeDeclaration("x", "", true, false, false, false, FieldTable.EMPTY);
        assertThat(channel(user("", "", "")).exchange(passive).events())
                .containsExactly(refused("access to exchange 'x'"));
    }

    @Test
    void allRoutingKeysOfAMessageMustBeAllowed() {
        User user = user(".*", ".*", ".*", new TopicPermission("amq.topic", "^a", "^b"));
        TestChannel channel = channel(user).confirmSelect().forget();
        assertThat(channel.publish("amq.topic", "a1", "m").events()).containsExactly("ack 1");
        assertThat(channel.publish("amq.topic", "a1", "m").events()).containsExactly("ack 2");
        assertThat(channel.publish("amq.direct", "x", "m").events()).containsExactly("ack 3");
        assertThat(channel.publish(TestMessage.to("amq.topic", "a1", "m").header("BCC", "x"))
                        .events())
                .containsExactly(refused("write access to topic 'x' in exchange 'amq.topic'"));
        assertThat(channel(user)
                        .publish(TestMessage.to("amq.topic", "x", "m").userId("other"))
                        .events())
                .as("before the user-id")
                .containsExactly(refused("write access to topic 'x' in exchange 'amq.topic'"));
    }

    @Test
    void aRememberedRouteIsNoWayAroundRoutingKeys() {
        TestChannel channel = channel(user(".*", ".*", ".*", new TopicPermission("amq.topic", "^a", "^a")));
        channel.declare("q").bind("amq.topic", "q", "a").forget();
        channel.publish("amq.topic", "a", "m").publish("amq.topic", "b", "m");
        assertThat(channel.events()).containsExactly(refused("write access to topic 'b' in exchange 'amq.topic'"));
    }

    @Test
    void bindingsToATopicExchangeNeedTheirKeyAllowed() {
        User user = user(".*", ".*", ".*", new TopicPermission("amq.topic", "^a", "^b"));
        vhost.channel().declare("q");
        assertThat(channel(user).bind("amq.topic", "q", "b.#").events()).containsExactly("bind-ok");
        assertThat(channel(user).bind("amq.topic", "q", "a").events())
                .containsExactly(refused("read access to topic 'a' in exchange 'amq.topic'"));
        assertThat(channel(user).bind("amq.topic", "none", "a").events())
                .containsExactly(refused("read access to topic 'a' in exchange 'amq.topic'"));
        assertThat(channel(user).unbind("amq.topic", "q", "a").events())
                .containsExactly(refused("read access to topic 'a' in exchange 'amq.topic'"));
    }

    @Test
    void changedRightsCountForWhatAChannelHasDoneBefore() {
        TestChannel channel = channel(user(".*", ".*", ".*"));
        channel.declare("q").publish("", "q", "1").publish("", "q", "2").forget();
        vhost.loop().control().changeUser(user(".*", "^$", ".*"));
        assertThat(channel.publish("", "q", "3").events())
                .containsExactly(refused("write access to exchange 'amq.default'"));
        assertThat(vhost.queue("q").readyCount()).isEqualTo(2);
    }

    @Test
    void othersThanTheUserKeepTheirRights() {
        TestChannel channel = channel(new User("other", Set.of(), Map.of(TestVhost.NAME, Rights.ALL)));
        vhost.loop().control().changeUser(user("", "", ""));
        assertThat(channel.declare("q").events()).containsExactly("declare-ok q 0 0");
    }

    @Test
    void whoseRightsTheNodeDoesNotKeepIsNotTouchedByItsNamesake() {
        TestChannel channel = channel(User.granted("guest", Set.of(), name -> Rights.ALL, Set.of(TestVhost.NAME)));
        vhost.loop().control().changeUser(user("", "", ""));
        assertThat(channel.declare("q").events()).containsExactly("declare-ok q 0 0");
    }

    @Test
    void aSessionsUserChangesInTheOrderOfItsCommands() {
        TestConnection connection = vhost.connect(user(".*", ".*", ".*"));
        TestChannel channel = connection.channel(1).declare("q").forget();
        CommandBatch batch = new CommandBatch();
        batch.add(
                1,
                0,
                (core, on) -> core.publish(on, TestMessage.to("", "q", "before").build(), false, false));
        batch.changeUser(user(".*", "^$", ".*"));
        batch.add(
                1,
                0,
                (core, on) -> core.publish(on, TestMessage.to("", "q", "after").build(), false, false));
        connection.submit(batch);
        assertThat(channel.events()).containsExactly(refused("write access to exchange 'amq.default'"));
        assertThat(vhost.queue("q").readyCount()).isEqualTo(1);
    }

    @Test
    void consumersOfQueuesThatMayBeReadNoMoreEnd() {
        TestConnection connection = vhost.connect(user(".*", ".*", ".*"));
        TestChannel channel = connection.channel(1).declare("open").declare("closed");
        channel.publish("", "closed", "unacked")
                .consume("closed")
                .consume("open")
                .forget();
        CommandBatch batch = new CommandBatch();
        batch.changeUser(user(".*", ".*", "^open$"));
        connection.submit(batch);
        assertThat(channel.events()).containsExactly("cancelled closed");
        assertThat(channel.publish("", "closed", "m").publish("", "open", "m").events())
                .containsExactly("deliver open 2 m");
        assertThat(vhost.queue("closed").consumers().size()).isZero();
        assertThat(channel.ack(1).events())
                .as("what was delivered may be acked")
                .isEmpty();
        assertThat(vhost.queue("closed").readyCount()).isEqualTo(1);
    }

    @Test
    void theConnectionsOfOneUserAreClosed() {
        TestConnection guest = vhost.connect(user(".*", ".*", ".*"));
        guest.channel(1).declareExclusive("mine").forget();
        TestConnection other = vhost.connect(new User("other", Set.of(), Map.of(TestVhost.NAME, Rights.ALL)));
        AmqpException why = new AmqpException(ReplyCode.CONNECTION_FORCED, "user 'guest' is deleted");
        vhost.loop().control().closeUser("guest", why);
        vhost.run();
        assertThat(guest.events()).containsExactly("connection: 320 CONNECTION_FORCED - user 'guest' is deleted");
        assertThat(other.events()).isEmpty();
        assertThat(vhost.queue("mine")).isNull();
        assertThat(guest.channel(1).declare("late").events()).isEmpty();
    }

    @Test
    void newQueuesAreRefusedAboveTheLimit() {
        vhost.channel().declare("a").declare("b");
        vhost.loop().control().maxQueues(1);
        assertThat(vhost.channel().declare("a").events()).containsExactly("declare-ok a 0 0");
        assertThat(vhost.channel().declare("c").events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - cannot declare queue 'c': queue limit in vhost"
                        + " '/' (1) is reached");
        vhost.loop().control().maxQueues(-1);
        assertThat(vhost.channel().declare("c").events()).containsExactly("declare-ok c 0 0");
        vhost.loop().control().maxQueues(0);
        assertThat(vhost.channel().declare("d").events())
                .hasSize(1)
                .first()
                .asString()
                .contains("(0) is reached");
    }

    @Test
    void aVirtualHostEndsWhenItsRecordsAreDurable() {
        TestConnection connection = vhost.connect();
        connection.channel(1).declareDurable("q");
        boolean[] ended = new boolean[1];
        AmqpException why = new AmqpException(ReplyCode.CONNECTION_FORCED, "vhost '/' is deleted");
        vhost.loop().control().end(why, () -> ended[0] = true);
        vhost.run();
        assertThat(connection.events()).containsExactly("connection: 320 CONNECTION_FORCED - vhost '/' is deleted");
        assertThat(ended[0]).isFalse();
        assertThat(vhost.journal().isReleased()).isFalse();
        vhost.sync();
        assertThat(ended[0]).isTrue();
        assertThat(vhost.journal().isReleased()).isTrue();
        assertThat(vhost.queue("q")).isNull();
        assertThat(vhost.held()).isZero();
    }
}
