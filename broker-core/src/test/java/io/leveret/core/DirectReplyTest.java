package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.channel.Deliver;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import org.junit.jupiter.api.Test;

/** Requests and replies without a queue for the replies (RabbitMQ's direct reply-to). */
class DirectReplyTest {
    private static final String PSEUDO_QUEUE = "amq.rabbitmq.reply-to";

    private final TestVhost vhost = new TestVhost();
    private final TestChannel requester = vhost.channel();
    private final TestChannel responder =
            vhost.channel().declare("q").consumeNoAck("q", "c").forget();

    /** Sends a request and returns the address that it carries when it arrives. */
    private String request() {
        requester.publish(TestMessage.to("", "q", "request").replyTo(PSEUDO_QUEUE));
        Message request = ((Deliver) responder.connection().port().take(1).get(0)).message();
        return Properties.replyTo(request.properties());
    }

    @Test
    void aReplyComesToTheChannelThatAsked() {
        requester.consumeNoAck(PSEUDO_QUEUE, "r").forget();
        String address = request();
        assertThat(address).isEqualTo("amq.rabbitmq.reply-to.0000000000000000000001");

        responder.publish("", address, "reply");

        assertThat(requester.events()).containsExactly("deliver r 1 reply");
        assertThat(responder.events()).isEmpty();
    }

    @Test
    void theReplyConsumerIsOneAndAcknowledgesNothing() {
        assertThat(requester.consume(PSEUDO_QUEUE, "r").events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - reply consumer cannot acknowledge");
        TestChannel second = vhost.channel().consumeNoAck(PSEUDO_QUEUE, "r").forget();
        assertThat(second.consumeNoAck(PSEUDO_QUEUE, "s").events())
                .containsExactly("channel: 406 PRECONDITION_FAILED - reply consumer already set");
    }

    @Test
    void whoAsksWhetherARequesterLivesIsTold() {
        requester.consumeNoAck(PSEUDO_QUEUE, "r").forget();
        String address = request();

        assertThat(responder.declarePassive(address).events()).containsExactly("declare-ok " + address + " 0 1");
        requester.cancel("r");
        assertThat(responder.declarePassive(address).events())
                .containsExactly("channel: 404 NOT_FOUND - no queue '" + address + "' in vhost '/'");
    }

    @Test
    void thePseudoQueueItselfCanBeDeclaredAsClientsDoToSeeWhetherItIsThere() {
        assertThat(requester.declarePassive(PSEUDO_QUEUE).events())
                .containsExactly("declare-ok amq.rabbitmq.reply-to 0 1");
    }

    @Test
    void aReplyToSomebodyWhoIsGoneIsDroppedAndComesBackIfMandatory() {
        requester.consumeNoAck(PSEUDO_QUEUE, "r").forget();
        String address = request();
        responder.publishMandatory("", address, "1");
        requester.connection().drop();

        responder.publish("", address, "2").publishMandatory("", address, "3");

        assertThat(responder.events()).containsExactly("return NO_ROUTE 3");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void theTagIsInUseLikeAnyOther() {
        requester.consumeNoAck(PSEUDO_QUEUE, "r").forget().consume("q", "r");

        assertThat(requester.connection().events())
                .containsExactly("connection: 530 NOT_ALLOWED - attempt to reuse consumer tag 'r'");
    }

    @Test
    void bccIsTakenOutOfAReplyToo() {
        requester.consumeNoAck(PSEUDO_QUEUE, "r").forget();
        String address = request();

        responder.publish(
                TestMessage.to("", address, "reply").header("BCC", "q").header("CC", "none"));

        Message reply = ((Deliver) requester.connection().port().take(1).get(0)).message();
        FieldTable headers = Properties.headers(reply.properties());
        assertThat(headers.get("BCC")).isNull();
        assertThat(headers.get("CC")).isNotNull();
    }
}
