package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.QueueMethod;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import org.junit.jupiter.api.Test;

/** How channels and connections end: rows "Envelope", "connection.close by ..." and "Operator close" of the semantics map. */
class ConnectionCloseTest {
    private static final QueueMethod.Purge MISTAKE = new QueueMethod.Purge("none", false);
    private static final ChannelMethod.Close NOT_FOUND =
            new ChannelMethod.Close(404, "NOT_FOUND - no queue 'none' in vhost '/'", 50, 30);
    private static final ChannelMethod.Close BYE = new ChannelMethod.Close(200, "bye", 0, 0);

    @Test
    void clientsMistakeClosesItsChannelAndNothingElse() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, MISTAKE);
        assertThat(connection.next()).isEqualTo(new Received(1, 1, NOT_FOUND));
        connection.send(1, new BasicMethod.Qos(0, 1, false), MISTAKE);
        assertThat(connection.next()).as("ignored until close-ok").isNull();
        connection.send(1, new ChannelMethod.CloseOk(), new ChannelMethod.Open());
        assertThat(connection.nextMethod()).as("the number is free again").isEqualTo(new ChannelMethod.OpenOk());
    }

    @Test
    void whatFollowsAMistakeInTheSameReadIsIgnored() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, MISTAKE, new BasicMethod.Qos(0, 1, false), MISTAKE);
        assertThat(connection.nextMethod()).isEqualTo(NOT_FOUND);
        assertThat(connection.next()).isNull();
    }

    @Test
    void crossingCloseIsAnsweredBehindOurs() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, MISTAKE, BYE);
        assertThat(connection.nextMethod()).isEqualTo(NOT_FOUND);
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.CloseOk());
        connection.send(1, new ChannelMethod.CloseOk(), new ChannelMethod.Open());
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.OpenOk());
    }

    @Test
    void closeAfterOursIsAnsweredAtOnce() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, MISTAKE);
        connection.nextMethod();
        connection.send(1, BYE);
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.CloseOk());
        connection.send(1, new ChannelMethod.CloseOk(), new ChannelMethod.Open());
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.OpenOk());
    }

    @Test
    void closedChannelCanBeOpenedAgain() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, BYE);
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.CloseOk());
        connection.send(1, new ChannelMethod.Open());
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.OpenOk());
    }

    @Test
    void channelThatIsNotYetClosedIsNotOpenedAgain() {
        var connection = new EmbeddedConnection().openChannel();
        connection.holdCore();
        connection.send(1, BYE);
        connection.send(1, new ChannelMethod.Open());
        connection.releaseCore();
        assertThat(connection.nextMethod())
                .isEqualTo(new ConnectionMethod.Close(504, "CHANNEL_ERROR - second 'channel.open' seen", 20, 10));
    }

    @Test
    void clientsCloseIsAnsweredBehindWhatCameBefore() {
        var connection = new EmbeddedConnection().openChannel();
        connection.holdCore();
        connection.send(1, new BasicMethod.Qos(0, 1, false));
        connection.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));
        assertThat(connection.next()).isNull();
        connection.send(1, MISTAKE);
        connection.releaseCore();
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.QosOk());
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.CloseOk());
        assertThat(connection.isOpen())
                .as("the client has yet to read close-ok, and closes then")
                .isTrue();
        connection.advance(3_100);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void connectionErrorOfTheCoreWaitsForCloseOk() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, new BasicMethod.Recover(false));
        assertThat(connection.next())
                .isEqualTo(new Received(
                        1, 0, new ConnectionMethod.Close(540, "NOT_IMPLEMENTED - requeue=false", 60, 110)));
        connection.send(1, MISTAKE);
        assertThat(connection.next()).isNull();
        assertThat(connection.isOpen()).isTrue();
        connection.send(0, new ConnectionMethod.CloseOk());
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void closeThatIsNotAnsweredEndsAfterThirtySeconds() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, new ChannelMethod.Open());
        assertThat(connection.nextMethod())
                .isEqualTo(new ConnectionMethod.Close(504, "CHANNEL_ERROR - second 'channel.open' seen", 20, 10));
        connection.advance(29_900);
        assertThat(connection.isOpen()).isTrue();
        connection.advance(200);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void crossingConnectionCloseIsAnswered() {
        var connection = new EmbeddedConnection().openChannel();
        connection.channel.pipeline().fireExceptionCaught(new AmqpException(ReplyCode.CONNECTION_FORCED, "because"));
        connection.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));
        assertThat(connection.nextMethod())
                .isEqualTo(new ConnectionMethod.Close(320, "CONNECTION_FORCED - because", 0, 0));
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.CloseOk());
    }

    @Test
    void bugEndsTheConnectionWithAnInternalError() {
        var connection = new EmbeddedConnection().openChannel();
        connection.channel.pipeline().fireExceptionCaught(new IllegalStateException("for the test"));
        assertThat(connection.nextMethod())
                .isEqualTo(new ConnectionMethod.Close(541, "INTERNAL_ERROR - see the broker's log", 0, 0));
        connection.advance(3_100);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void channelsCountNoMoreWhenTheClientHearsCloseOk() {
        var connection = new EmbeddedConnection().openChannel();
        assertThat(connection.channels()).isEqualTo(1);
        connection.send(0, new ConnectionMethod.Close(200, "bye", 0, 0));
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.CloseOk.class);
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.channels()).isZero();
        connection.channel.close();
        assertThat(connection.channels()).as("given back once").isZero();
    }

    @Test
    void channelsCountNoMoreWhenTheClientHearsOfAnError() {
        var connection = new EmbeddedConnection().openChannel();
        connection.send(1, new ChannelMethod.Open());
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Close.class);
        assertThat(connection.channels()).isZero();
        connection.send(0, new ConnectionMethod.CloseOk());
        assertThat(connection.channels()).isZero();
    }
}
