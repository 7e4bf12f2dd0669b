package io.leveret.amqp.connection;

import static io.leveret.amqp.connection.EmbeddedConnection.startOk;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the semantics map, section 1. */
class HandshakeTest {
    private static final String REFUSED =
            "ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For details see the broker logfile.";

    private static ConnectionMethod.Close close(int code, String text, int methodId) {
        return new ConnectionMethod.Close(code, text, methodId >>> 16, methodId & 0xffff);
    }

    @Test // connection.start, server-properties keys, server capabilities
    void startOffersMechanismsAndCapabilities() {
        var connection = new EmbeddedConnection().header();
        var start = (ConnectionMethod.Start) connection.nextMethod();
        assertThat(start.versionMajor()).isZero();
        assertThat(start.versionMinor()).isEqualTo(9);
        assertThat(start.mechanisms()).isEqualTo("PLAIN AMQPLAIN");
        assertThat(start.locales()).isEqualTo("en_US");
        assertThat(start.serverProperties())
                .extracting(FieldTable.Entry::key)
                .contains("capabilities", "product", "version", "platform", "copyright", "information", "cluster_name");
        assertThat(start.serverProperties().get("capabilities").asTable())
                .extracting(FieldTable.Entry::key)
                .hasSize(9);
    }

    @Test // connection.tune, tune-ok, connection.open
    void rightPasswordOpensTheConnection() {
        assertThat(new EmbeddedConnection().open().isOpen()).isTrue();
    }

    @Test // Mechanisms
    void amqplainIsAFieldTableWithoutLength() {
        var table = FieldTable.builder()
                .put("LOGIN", "bob")
                .put("PASSWORD", "secret")
                .build();
        assertThat(answerTo("AMQPLAIN", Octets.of(table.encoded()))).isInstanceOf(ConnectionMethod.Tune.class);
    }

    @Test // Mechanisms, EXTERNAL username
    void whoShowsACertificateIsOfferedExternal() {
        assertThat(startedWithCertificate("bob").mechanisms()).isEqualTo("EXTERNAL PLAIN AMQPLAIN");
    }

    private static ConnectionMethod.Start startedWithCertificate(@Nullable String name) {
        var connection = new EmbeddedConnection().certificate(name).header();
        return (ConnectionMethod.Start) connection.nextMethod();
    }

    @ParameterizedTest // EXTERNAL username
    @CsvSource({"bob, true", "nobody, false", ", false"})
    void externalLogsInWhoseCertificateItIs(@Nullable String name, boolean known) {
        var connection = new EmbeddedConnection().certificate(name).header();
        connection.nextMethod();

        connection.send(0, new ConnectionMethod.StartOk(FieldTable.EMPTY, "EXTERNAL", Octets.of(new byte[0]), "en_US"));

        if (known) {
            assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Tune.class);
        } else {
            assertSilentClose(connection);
        }
    }

    private static Object answerTo(String mechanism, Octets response) {
        var connection = started();
        connection.send(0, new ConnectionMethod.StartOk(FieldTable.EMPTY, mechanism, response, "en_US"));
        Object answer = connection.nextMethod();
        if (answer == null) {
            assertSilentClose(connection);
        }
        return answer;
    }

    private static EmbeddedConnection started() {
        var connection = new EmbeddedConnection().header();
        connection.nextMethod();
        return connection;
    }

    private static void assertSilentClose(EmbeddedConnection connection) {
        assertThat(connection.next()).isNull();
        connection.advance(2_900);
        assertThat(connection.isOpen()).isTrue();
        connection.advance(200);
        assertThat(connection.isOpen()).isFalse();
        assertThat(connection.next()).isNull();
    }

    @Test // Unknown mechanism in start-ok
    void unknownMechanismDropsTheSocketAfterThreeSeconds() {
        assertThat(answerTo("EXTERNAL", Octets.EMPTY)).isNull();
    }

    @Test // Malformed SASL response
    void malformedResponsesDropTheSocketAfterThreeSeconds() {
        for (String response : Arrays.asList("", "bob", "\0bob", "x\0bob\0secret", "\0bob\0sec\0ret")) {
            assertThat(answerTo("PLAIN", Octets.of(response.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                    .as(response)
                    .isNull();
        }
        var noPassword = FieldTable.builder().put("LOGIN", "bob").build();
        assertThat(answerTo("AMQPLAIN", Octets.of(noPassword.encoded()))).isNull();
        var noString =
                FieldTable.builder().put("LOGIN", "bob").put("PASSWORD", 1).build();
        assertThat(answerTo("AMQPLAIN", Octets.of(noString.encoded()))).isNull();
    }

    @ParameterizedTest // Login refused; same text for bad user and bad password
    @CsvSource({"bob,wrong", "nobody,secret"})
    void refusedLoginIsTellingClientsThatCanBeTold(String user, String password) {
        var connection = started();
        connection.send(0, startOk(user, password, true));
        assertThat(connection.nextMethod()).isEqualTo(close(403, REFUSED, 0));
        connection.send(0, new ConnectionMethod.CloseOk());
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void observersHearOfLoginsThatSucceedAndFail() {
        var refused = started();
        refused.send(0, startOk("bob", "wrong", true));
        refused.nextMethod();
        assertThat(refused.logins).extracting(BrokerEvent::kind).containsExactly(EventKind.USER_AUTHENTICATION_FAILURE);
        var facts = refused.logins.get(0).facts();
        assertThat(facts.get("name").text()).isEqualTo("bob");
        assertThat(facts.get("auth_mechanism").text()).isEqualTo("PLAIN");
        assertThat(facts.get("peer_host").text()).isEqualTo("127.0.0.1");
        assertThat(facts.get("error").text()).isEqualTo("wrong user or password");

        var accepted = started();
        accepted.send(0, startOk("bob", "secret", true));
        accepted.nextMethod();
        assertThat(accepted.logins)
                .extracting(BrokerEvent::kind)
                .containsExactly(EventKind.USER_AUTHENTICATION_SUCCESS);
    }

    @Test // Login refused
    void refusedLoginNamesNoMethodHoweverFastTheAnswerIs() {
        var connection = EmbeddedConnection.withImmediateLogins().header();
        connection.nextMethod();
        connection.send(0, startOk("bob", "wrong", true));
        assertThat(connection.nextMethod()).isEqualTo(close(403, REFUSED, 0));
    }

    @Test // Login refused
    void refusedLoginIsASilentCloseForOthers() {
        var connection = started();
        connection.send(0, startOk("bob", "wrong", false));
        assertSilentClose(connection);
    }

    @Test // guest from remote
    void loopbackUserFromElsewhereIsRefusedLikeABadPassword() {
        var connection = new EmbeddedConnection(TestNode.SETTINGS, "10.0.0.7").header();
        connection.nextMethod();
        connection.send(0, startOk("guest", "secret", true));
        assertThat(connection.nextMethod()).isEqualTo(close(403, REFUSED, 0));
    }

    @ParameterizedTest // tune-ok frame-max, channel-max
    @CsvSource(delimiter = ';', textBlock = """
            8;  4095;   negotiated frame_max = 4095 is lower than the minimum allowed value (4096)
            8;  131073; negotiated frame_max = 131073 is higher than the maximum allowed value (131072)
            8;  0;      negotiated frame_max = 0 (no limit) is higher than the maximum allowed value (131072)
            9;  131072; negotiated channel_max = 9 is higher than the maximum allowed value (8)
            0;  131072; negotiated channel_max = 0 (no limit) is higher than the maximum allowed value (8)
            """)
    void limitsOutOfRangeAreNotAllowed(int channelMax, long frameMax, String text) {
        var connection = started();
        connection.send(0, startOk("bob", "secret", true));
        connection.nextMethod();
        connection.send(0, new ConnectionMethod.TuneOk(channelMax, frameMax, 60));
        assertThat(connection.nextMethod()).isEqualTo(close(530, "NOT_ALLOWED - " + text, ConnectionMethod.TUNE));
    }

    @Test // connection.open: unknown vhost, no permission
    void unknownAndForbiddenVhostsAreNotAllowed() {
        var unknown = new EmbeddedConnection().tuned();
        unknown.send(0, new ConnectionMethod.Open("nowhere"));
        assertThat(unknown.nextMethod())
                .isEqualTo(close(530, "NOT_ALLOWED - vhost nowhere not found", ConnectionMethod.OPEN));
        var forbidden = new EmbeddedConnection().tuned();
        forbidden.send(0, new ConnectionMethod.Open("private"));
        assertThat(forbidden.nextMethod())
                .isEqualTo(close(
                        530,
                        "NOT_ALLOWED - access to vhost 'private' refused for user 'guest'",
                        ConnectionMethod.OPEN));
    }

    @Test // connection.open: the answer comes from the node
    void nothingIsTakenBetweenOpenAndItsAnswer() {
        var connection = new EmbeddedConnection().tuned();
        connection.holdCore();
        connection.send(0, new ConnectionMethod.Open("/"));
        assertThat(connection.nextMethod()).isNull();
        connection.send(0, new ConnectionMethod.Open("/"));
        assertThat(connection.nextMethod()).isNull();
        connection.releaseCore();
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.OpenOk());
        assertThat(connection.nextMethod())
                .isEqualTo(close(
                        504, "CHANNEL_ERROR - unexpected method in connection state running", ConnectionMethod.OPEN));
    }

    @Test // connection.open: the client is gone when the answer comes
    void whoIsGoneWhileItEntersLeavesNothing() {
        var connection = new EmbeddedConnection().tuned();
        connection.holdCore();
        connection.send(0, new ConnectionMethod.Open("/"));
        connection.channel.close();
        connection.releaseCore();
        assertThat(connection.nextMethod()).isNull();
        assertThat(connection.sessions()).isZero();
    }

    @Test // open: node limit
    void connectionsAboveTheLimitAreNotAllowed() {
        var connection = new EmbeddedConnection(TestNode.settings(1 << 20, 0), "127.0.0.1").tuned();
        connection.send(0, new ConnectionMethod.Open("/"));
        assertThat(connection.nextMethod())
                .isEqualTo(close(
                        530,
                        "NOT_ALLOWED - connection refused: node connection limit (0) is reached",
                        ConnectionMethod.OPEN));
    }

    @Test // Connection state error
    void methodInTheWrongStateIsAChannelError() {
        var connection = new EmbeddedConnection().open();
        connection.send(0, EmbeddedConnection.tuneOk());
        assertThat(connection.nextMethod())
                .isEqualTo(close(
                        504,
                        "CHANNEL_ERROR - unexpected method in connection state running",
                        ConnectionMethod.TUNE_OK));
        var early = started();
        early.send(0, new ConnectionMethod.Open("/"));
        assertSilentClose(early);
        var channelTooEarly = started();
        channelTooEarly.send(1, new ChannelMethod.Open());
        assertSilentClose(channelTooEarly);
    }

    @Test // Idle before header: handshake timeout
    void handshakeEndsAfterTenSeconds() {
        var connection = new EmbeddedConnection();
        connection.advance(9_900);
        assertThat(connection.isOpen()).isTrue();
        connection.advance(200);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test // connection.update-secret
    void newSecretIsTaken() {
        var connection = new EmbeddedConnection().open();
        connection.send(0, new ConnectionMethod.UpdateSecret(Octets.EMPTY, "refresh"));
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.UpdateSecretOk());
    }

    @Test
    void framesThatDoNotWaitForOpenOkAreTakenAfterIt() {
        var connection = new EmbeddedConnection().tuned();
        connection.holdCore();
        connection.send(0, new ConnectionMethod.Open("/"));
        connection.send(1, new ChannelMethod.Open());
        connection.send(1, new BasicMethod.Qos(0, 1, false));
        assertThat(connection.next()).isNull();
        connection.releaseCore();
        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.OpenOk());
        assertThat(connection.nextMethod()).isEqualTo(new ChannelMethod.OpenOk());
        assertThat(connection.nextMethod()).isEqualTo(new BasicMethod.QosOk());
    }

    @Test
    void framesBehindARefusedOpenAreIgnored() {
        var connection = new EmbeddedConnection().tuned();
        connection.holdCore();
        connection.send(0, new ConnectionMethod.Open("none"));
        connection.send(1, new ChannelMethod.Open());
        connection.releaseCore();
        assertThat(connection.nextMethod())
                .isEqualTo(new ConnectionMethod.Close(530, "NOT_ALLOWED - vhost none not found", 10, 40));
        assertThat(connection.next()).isNull();
    }

    @Test
    void framesThatDoNotWaitForTheLoginAreTakenAfterIt() {
        for (var connection :
                new EmbeddedConnection[] {new EmbeddedConnection(), EmbeddedConnection.withImmediateLogins()}) {
            assertThat(connection.header().nextMethod()).isInstanceOf(ConnectionMethod.Start.class);
            connection.send(
                    0, startOk("guest", "secret", true), EmbeddedConnection.tuneOk(), new ConnectionMethod.Open("/"));
            assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Tune.class);
            assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.OpenOk.class);
            assertThat(connection.channel.config().isAutoRead()).isTrue();
        }
    }

    @Test
    void framesBehindALoginThatIsRefusedAreIgnored() {
        var connection = started();
        connection.send(
                0,
                startOk("guest", "wrong", true),
                EmbeddedConnection.tuneOk(),
                new ConnectionMethod.Open("/"),
                new ConnectionMethod.CloseOk());
        assertThat(connection.nextMethod()).isEqualTo(close(403, REFUSED, 0));
        assertThat(connection.next()).isNull();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatFailsWhileItEntersHoldsNothingBack() {
        var connection = new EmbeddedConnection().tuned();
        connection.holdCore();
        connection.send(0, new ConnectionMethod.Open("/"), new ConnectionMethod.Open("/"));
        assertThat(connection.channel.config().isAutoRead())
                .as("what comes early is held, and no more is read")
                .isFalse();
        connection.channel.pipeline().fireExceptionCaught(new AmqpException(ReplyCode.CONNECTION_FORCED, "shutdown"));
        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Close.class);
        assertThat(connection.channel.config().isAutoRead()).isTrue();
        connection.send(0, new ConnectionMethod.CloseOk());
        assertThat(connection.isOpen()).isFalse();
        connection.releaseCore();
        assertThat(connection.sessions()).isZero();
    }
}
