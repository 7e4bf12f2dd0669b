package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mechanism ANONYMOUS; rows of the semantics map, section 1. */
class AnonymousLoginTest {
    private static final String REFUSED =
            "ACCESS_REFUSED - Login was refused using authentication mechanism ANONYMOUS. For details see the broker logfile.";

    private static EmbeddedConnection taking(String user, String peer) {
        return new EmbeddedConnection(TestNode.settings(1 << 20, 100, user), peer);
    }

    private static String offered(EmbeddedConnection connection) {
        return ((ConnectionMethod.Start) connection.header().nextMethod()).mechanisms();
    }

    private static ConnectionMethod.StartOk anonymous() {
        FieldTable capabilities =
                FieldTable.builder().put("authentication_failure_close", true).build();
        FieldTable properties =
                FieldTable.builder().put("capabilities", capabilities).build();
        Octets trace = Octets.of("guest@example".getBytes(StandardCharsets.UTF_8));
        return new ConnectionMethod.StartOk(properties, "ANONYMOUS", trace, "en_US");
    }

    @Test // Mechanisms
    void itIsOfferedLastWhereAUserIsNamed() {
        assertThat(offered(taking("bob", "127.0.0.1"))).isEqualTo("PLAIN AMQPLAIN ANONYMOUS");
        assertThat(offered(taking("bob", "127.0.0.1").certificate("bob")))
                .isEqualTo("EXTERNAL PLAIN AMQPLAIN ANONYMOUS");
    }

    @Test // Mechanisms
    void itLogsInAsTheNamedUser() {
        var connection = taking("bob", "10.0.0.7").header();
        connection.nextMethod();
        connection.send(0, anonymous());

        assertThat(connection.nextMethod()).isInstanceOf(ConnectionMethod.Tune.class);
        assertThat(connection.logins)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.facts().get("name").asString()).isEqualTo("bob"));
    }

    @ParameterizedTest // Mechanisms, guest from remote
    @CsvSource({"nobody, 127.0.0.1", "guest, 10.0.0.7"})
    void itIsRefusedWithoutItsUserAndFromWhereItsUserMayNotComeFrom(String user, String peer) {
        var connection = taking(user, peer).header();
        connection.nextMethod();
        connection.send(0, anonymous());

        assertThat(connection.nextMethod()).isEqualTo(new ConnectionMethod.Close(403, REFUSED, 0, 0));
    }

    @Test // Unknown mechanism in start-ok
    void itIsAnUnknownMechanismWhileItIsOff() {
        var connection = new EmbeddedConnection().header();
        connection.nextMethod();
        connection.send(0, anonymous());

        assertThat(connection.nextMethod()).isNull();
        connection.advance(3_100);
        assertThat(connection.isOpen()).isFalse();
    }
}
