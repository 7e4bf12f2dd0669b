package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.User;
import io.leveret.core.channel.Deliver;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Properties;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** basic.publish: its checks in RabbitMQ's order, and what comes back. */
class PublishTest {
    private final TestVhost vhost = new TestVhost();

    private List<String> on(Consumer<TestChannel> asked) {
        return on(Permissions.ALL, asked);
    }

    private List<String> on(Permissions permissions, Consumer<TestChannel> asked) {
        TestChannel channel = vhost.connect(permissions).channel(1);
        asked.accept(channel);
        return channel.events();
    }

    @Test
    void theRightComesBeforeTheExchangeAndTheExchangeBeforeTheContent() {
        Permissions none = Permissions.of("", "", "");
        TestMessage bad =
                TestMessage.to("none", "k", "m").expiration("x").header("a").userId("other");

        assertThat(on(none, c -> c.publish(bad)))
                .containsExactly("channel: 403 ACCESS_REFUSED - write access to exchange 'none' in vhost '/' refused"
                        + " for user 'guest'");
        assertThat(on(c -> c.publish(bad))).containsExactly("channel: 404 NOT_FOUND - no exchange 'none' in vhost '/'");
        assertThat(on(c ->
                        c.publish(TestMessage.to("amq.rabbitmq.trace", "k", "m").expiration("x"))))
                .containsExactly("channel: 403 ACCESS_REFUSED - cannot publish to internal exchange"
                        + " 'amq.rabbitmq.trace' in vhost '/'");
        TestMessage content = TestMessage.to("", "k", "m")
                .replyTo("amq.rabbitmq.reply-to")
                .expiration("x")
                .userId("other");
        assertThat(on(c -> c.publish(content)))
                .containsExactly("channel: 406 PRECONDITION_FAILED - fast reply consumer does not exist");
    }

    @Test
    void immediateIsNotImplemented() {
        TestChannel channel = vhost.channel();
        channel.run(
                (core, on) -> core.publish(on, TestMessage.to("none", "k", "m").build(), false, true));

        assertThat(channel.connection().events()).containsExactly("connection: 540 NOT_IMPLEMENTED - immediate=true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10x|{leftover_string,\"x\"}",
                "1.5|{leftover_string,\".5\"}",
                "x|no_integer",
                "``|no_integer",
                "-|no_integer",
                "-1|{value_negative,-1}",
                "315360000001|{value_too_large,315360000001}",
                "99999999999999999999|{value_too_large,99999999999999999999}",
            })
    void anExpirationThatIsNoneIsRefused(String expiration, String reason) {
        assertThat(on(c -> c.publish(TestMessage.to("", "q", "m").expiration(expiration))))
                .containsExactly(
                        "channel: 406 PRECONDITION_FAILED - invalid expiration '" + expiration + "': " + reason);
    }

    @ParameterizedTest
    @CsvSource({"0", "1000", "+5", "315360000000"})
    void anExpirationInMillisecondsIsTaken(String expiration) {
        assertThat(on(c -> c.publish(TestMessage.to("", "q", "m").expiration(expiration))))
                .isEmpty();
    }

    @Test
    void ccAndBccMustBeArrays() {
        assertThat(on(c -> c.publish(TestMessage.to("", "q", "m")
                        .headers(FieldTable.builder().put("CC", "q2").build()))))
                .containsExactly(
                        "channel: 406 PRECONDITION_FAILED - invalid message: {unacceptable_type_in_header,\"CC\",longstr}");
        assertThat(on(c -> c.publish(TestMessage.to("", "q", "m")
                        .headers(FieldTable.builder().put("BCC", 1).build()))))
                .containsExactly("channel: 406 PRECONDITION_FAILED - invalid message:"
                        + " {unacceptable_type_in_header,\"BCC\",signedint}");
    }

    @Test
    void bccIsSeenByNobodyAndCcByAll() {
        TestChannel channel = vhost.channel().declare("q1").declare("q2").declare("q3");
        channel.consumeNoAck("q1", "1")
                .consumeNoAck("q2", "2")
                .consumeNoAck("q3", "3")
                .forget();

        channel.publish(TestMessage.to("", "q1", "m").header("CC", "q2").header("BCC", "q3"));

        List<FieldTable> headers = channel.connection().port().take(1).stream()
                .map(event -> Properties.headers(((Deliver) event).message().properties()))
                .toList();
        assertThat(headers).hasSize(3).allMatch(table -> table.get("CC") != null && table.get("BCC") == null);
    }

    @Test
    void theUserIdMustBeTheUsers() {
        assertThat(on(c -> c.publish(TestMessage.to("", "q", "m").userId("guest"))))
                .isEmpty();
        assertThat(on(c -> c.publish(TestMessage.to("", "q", "m").userId("a"))))
                .containsExactly("channel: 406 PRECONDITION_FAILED - user_id property set to 'a' but authenticated user"
                        + " was 'guest'");
        User impersonator = new User("b", Set.of(User.IMPERSONATOR), Map.of());
        TestChannel channel =
                vhost.connect(impersonator, Permissions.ALL, 1 << 20, true).channel(1);
        assertThat(channel.publish(TestMessage.to("", "q", "m").userId("a")).events())
                .isEmpty();
    }

    @Test
    void onlyAMandatoryMessageComesBackIfNoQueueIsThere() {
        assertThat(on(c -> c.publish("amq.direct", "k", "1")
                        .publishMandatory("amq.direct", "k", "2")
                        .declare("q")
                        .publishMandatory("", "q", "3")))
                .containsExactly("return NO_ROUTE 2", "declare-ok q 0 0");
    }

    @Test
    void aFailedChannelTakesNothingMoreAndOthersGoOn() {
        TestConnection connection = vhost.connect();
        TestChannel failing = connection.channel(1).declare("q").publish("none", "k", "m");

        failing.publish("", "q", "m");
        assertThat(connection.channel(2).get("q").events()).containsExactly("get-empty");
        assertThat(connection.open(1).get("q").events()).contains("get-empty");
    }

    @Test
    void aBugEndsItsConnectionWithAnInternalErrorAndNoOther() {
        TestChannel other = vhost.channel().declare("q").forget();
        TestConnection failing = vhost.connect();
        failing.channel(1).run((core, channel) -> {
            throw new IllegalStateException("made by the test");
        });

        assertThat(failing.events()).containsExactly("connection: 541 INTERNAL_ERROR - see the broker's log");
        assertThat(other.get("q").events()).containsExactly("get-empty");
    }
}
