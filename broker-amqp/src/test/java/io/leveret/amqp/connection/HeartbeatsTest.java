package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.frame.FrameType;
import io.leveret.amqp.method.ConnectionMethod;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** Rows "Heartbeat sending" and "Heartbeat monitoring" of the semantics map. */
class HeartbeatsTest {
    private static final Received HEARTBEAT = new Received(Received.HEARTBEAT, 0, "");

    private static EmbeddedConnection withInterval(int seconds) {
        var connection = new EmbeddedConnection().header();
        connection.next();
        connection.send(0, EmbeddedConnection.startOk("bob", "secret", true));
        connection.next();
        connection.send(0, new ConnectionMethod.TuneOk(8, 131_072, seconds), new ConnectionMethod.Open("/"));
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.OpenOk());
        return connection;
    }

    @Test
    void silentBrokerSendsAHeartbeatEveryHalfInterval() {
        var connection = withInterval(10);
        connection.advance(5_000);
        assertThat(connection.next()).as("open-ok was sent meanwhile").isNull();
        for (int i = 0; i < 3; i++) {
            connection.advance(5_000);
            assertThat(connection.next()).isEqualTo(HEARTBEAT);
            assertThat(connection.next()).isNull();
        }
    }

    @Test
    void peerThatIsSilentForTwoIntervalsIsDroppedWithoutAWord() {
        var connection = withInterval(10);
        connection.advance(20_000);
        assertThat(connection.isOpen()).isTrue();
        connection.advance(5_000);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void anyOctetCounts() {
        var connection = withInterval(10);
        for (int i = 0; i < 4; i++) {
            connection.advance(15_000);
            connection.bytes(Unpooled.wrappedBuffer(new byte[] {(byte) FrameType.HEARTBEAT.octet()}));
            connection.bytes(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 0, 0, 0, (byte) Frame.END}));
        }
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void connectionThatIsNotReadIsNotHeldAgainstItsPeer() {
        var connection = withInterval(10);
        connection.channel.config().setAutoRead(false);
        connection.advance(100_000);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void zeroMeansNoHeartbeats() {
        var connection = withInterval(0);
        connection.advance(1_000_000);
        assertThat(connection.isOpen()).isTrue();
        assertThat(connection.next()).isNull();
    }
}
