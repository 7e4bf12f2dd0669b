package io.leveret.amqp.connection;

import static io.leveret.amqp.connection.EmbeddedConnection.startOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.core.access.LoginPace;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logins from an address where others have failed. */
class SlowedLoginTest {
    private static final long DELAY_MILLIS = 2_000;

    private final List<String> told = new ArrayList<>();
    private long delayMillis = DELAY_MILLIS;
    private final LoginPace pace = new LoginPace() {
        @Override
        public boolean slows(byte[] address) {
            return true;
        }

        @Override
        public long checked(byte[] address, String name, boolean right) {
            told.add((right ? "right " : "wrong ") + name + " from " + Arrays.toString(address));
            return delayMillis;
        }

        @Override
        public void letIn(byte[] address) {
            told.add("in from " + Arrays.toString(address));
        }
    };

    private EmbeddedConnection started(String peer) {
        EmbeddedConnection connection = EmbeddedConnection.withPace(pace, peer).header();
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Start.class);
        return connection;
    }

    @Test
    void aRightPasswordIsAnsweredWhenItsDelayIsOver() {
        EmbeddedConnection connection = started("127.0.0.1");
        connection.send(0, startOk("guest", "secret", true), EmbeddedConnection.tuneOk());

        connection.advance(DELAY_MILLIS - 1);
        assertThat(connection.nextMethod()).isNull();
        assertThat(told).containsExactly("right guest from [127, 0, 0, 1]");
        connection.advance(1);
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Tune.class);
        assertThat(told).last().isEqualTo("in from [127, 0, 0, 1]");
        connection.send(0, new ConnectionMethod.Open("/"));
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.OpenOk.class);
    }

    @Test
    void aWrongPasswordIsAnsweredAtTheSameTime() {
        EmbeddedConnection connection = started("127.0.0.1");
        connection.send(0, startOk("guest", "wrong", true));

        connection.advance(DELAY_MILLIS - 1);
        assertThat(connection.nextMethod()).isNull();
        connection.advance(1);
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Close.class);
        assertThat(told).containsExactly("wrong guest from [127, 0, 0, 1]");
    }

    @Test
    void theRightPasswordOfWhoMayNotComeFromThereCountsAsWrong() {
        delayMillis = 0;
        EmbeddedConnection connection = started("10.0.0.7");
        connection.send(0, startOk("guest", "secret", true));

        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Close.class);
        assertThat(told).containsExactly("wrong guest from [10, 0, 0, 7]");
    }

    @Test
    void whoHasGoneMeanwhileIsNotLetIn() {
        for (String password : List.of("secret", "wrong")) {
            EmbeddedConnection connection = started("127.0.0.1");
            connection.send(0, startOk("guest", password, true));
            connection.channel.close();
            connection.advance(DELAY_MILLIS);

            assertThat(connection.next()).isNull();
            assertThat(connection.logins)
                    .extracting(event -> event.kind().wireName())
                    .doesNotContain("user.authentication.success");
            connection.channel.checkException(); // what nobody handles ends here
        }
        assertThat(told).containsExactly("right guest from [127, 0, 0, 1]", "wrong guest from [127, 0, 0, 1]");
    }

    @Test
    void whatCouldNotBeCheckedCountsAsWrong() {
        EmbeddedConnection connection = started("127.0.0.1");
        connection.send(0, startOk(TestNode.UNCHECKED, "secret", true));

        connection.advance(DELAY_MILLIS - 1);
        assertThat(connection.nextMethod()).isNull();
        connection.advance(1);
        assertThat(connection.nextMethod())
                .isInstanceOfSatisfying(
                        ConnectionMethod.Close.class,
                        close -> assertThat(close.replyCode()).isEqualTo(403));
        assertThat(told).containsExactly("wrong nobody knows from [127, 0, 0, 1]");
    }

    @Test
    void theHandshakesTimeoutEndsWaiting() {
        delayMillis = 60_000;
        EmbeddedConnection connection = started("127.0.0.1");
        connection.send(0, startOk("guest", "secret", true));

        connection.advance(10_100);

        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void whoShowsACertificateTriesNoPassword() {
        EmbeddedConnection connection = EmbeddedConnection.withPace(pace, "127.0.0.1")
                .certificate("bob")
                .header();
        connection.nextMethod();
        connection.send(0, new ConnectionMethod.StartOk(FieldTable.EMPTY, "EXTERNAL", Octets.EMPTY, "en_US"));

        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Tune.class);
        assertThat(told).isEmpty();
    }
}
