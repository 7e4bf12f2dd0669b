package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acks, nacks, rejects, recover, and what happens to unacked messages when their channel ends. */
class SettleTest {
    private final TestVhost vhost = new TestVhost();
    private final TestChannel channel = vhost.channel();

    @BeforeEach
    void deliverFive() {
        channel.declare("q");
        for (int i = 1; i <= 5; i++) {
            channel.publish("", "q", "m" + i);
        }
        channel.consume("q", "c").forget();
    }

    private String bodiesInQueue() {
        TestChannel reader = vhost.channel();
        StringBuilder bodies = new StringBuilder();
        while (vhost.queue("q").readyCount() > 0) {
            String got = reader.get("q", true).events().get(0);
            bodies.append(got.replaceAll("get-ok \\d+ (\\S+) left=\\d+", "$1")).append(';');
        }
        return bodies.toString();
    }

    @ParameterizedTest
    @CsvSource({"0, false", "6, false", "6, true", "9223372036854775807, true", "-1, true", "-1, false"})
    void anUnknownTagIsRefused(long tag, boolean multiple) {
        assertThat(channel.ack(tag, multiple).events())
                .containsExactly(
                        "channel: 406 PRECONDITION_FAILED - unknown delivery tag " + Long.toUnsignedString(tag));
    }

    @Test
    void aTagIsSettledOnlyOnceAndMultipleNeedsItOutstanding() {
        channel.ack(3);
        assertThat(channel.ack(3, true).events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - unknown delivery tag 3");
    }

    @Test
    void aTagOfAnotherChannelIsUnknown() {
        assertThat(channel.connection().channel(2).ack(1).events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - unknown delivery tag 1");
    }

    @Test
    void multipleSettlesAllUpToTheTag() {
        channel.ack(2).ack(4, true);
        assertThat(vhost.queue("q").lengths().unacked()).isEqualTo(1);

        channel.ack(0, true).ack(0, true).nack(0, true, true);
        assertThat(channel.events()).isEmpty();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatIsRefusedForGoodIsDropped() {
        channel.nack(1, false, false).nack(5, true, false);

        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatComesBackTakesItsPlaceAndIsFlagged() {
        channel.cancel("c").forget().publish("", "q", "m6");
        channel.nack(4, false, true).nack(2, false, true).nack(5, false, true);

        assertThat(bodiesInQueue()).isEqualTo("m2 redelivered;m4 redelivered;m5 redelivered;m6;");
    }

    @Test
    void recoverBringsBackAllInOrderBehindItsAnswer() {
        channel.ack(2);

        assertThat(channel.recover().events())
                .containsExactly(
                        "recover-ok",
                        "deliver c 6 m1 redelivered",
                        "deliver c 7 m3 redelivered",
                        "deliver c 8 m4 redelivered",
                        "deliver c 9 m5 redelivered");
    }

    @Test
    void recoverWithoutRequeueIsNotImplemented() {
        channel.run((core, on) -> core.recover(on, false));

        assertThat(channel.connection().events()).containsExactly("connection: 540 NOT_IMPLEMENTED - requeue=false");
    }

    @Test
    void aClosedChannelsMessagesGoBackBeforeItsAnswer() {
        channel.publish("", "q", "m6").forget();
        TestChannel other = vhost.channel().qos(2).consume("q", "o").forget();

        assertThat(channel.close().events()).containsExactly("close-ok");
        assertThat(other.events()).containsExactly("deliver o 1 m1 redelivered", "deliver o 2 m2 redelivered");
        other.close();
        assertThat(bodiesInQueue())
                .isEqualTo(
                        "m1 redelivered;m2 redelivered;m3 redelivered;m4 redelivered;m5 redelivered;m6 redelivered;");
    }

    @Test
    void aLostConnectionsMessagesGoBackAndNotToItself() {
        TestConnection connection = channel.connection();
        connection.channel(2).consume("q", "own");
        TestChannel other = vhost.channel().consume("q", "o").forget();
        connection.port().take();

        connection.drop();

        assertThat(other.events())
                .containsExactly(
                        "deliver o 1 m1 redelivered",
                        "deliver o 2 m2 redelivered",
                        "deliver o 3 m3 redelivered",
                        "deliver o 4 m4 redelivered",
                        "deliver o 5 m5 redelivered");
        assertThat(connection.port().take()).isEmpty();
        assertThat(vhost.queue("q").consumers().size()).isEqualTo(1);
    }

    @Test
    void aFailedChannelsMessagesGoBackToo() {
        channel.ack(99);

        assertThat(vhost.queue("q").readyCount()).isEqualTo(5);
        assertThat(vhost.queue("q").consumers().size()).isZero();
    }

    @Test
    void aMessageThatComesBackAgainAndAgainKeepsItsPlace() {
        channel.cancel("c").nack(0, true, true);
        for (int i = 0; i < 50; i++) {
            channel.get("q").get("q").nack(0, true, true);
        }

        assertThat(bodiesInQueue())
                .isEqualTo("m1 redelivered;m2 redelivered;m3 redelivered;m4 redelivered;m5 redelivered;");
    }
}
