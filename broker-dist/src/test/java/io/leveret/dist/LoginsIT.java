package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.SaslMechanism;
import com.rabbitmq.client.impl.LongStringHelper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins that fail slow down those that come after them from the same address, over AMQP and HTTP together. */
class LoginsIT {
    private static final long SECOND_DELAY_MILLIS = 1_000;

    @TempDir
    private Path data;

    private TestBroker start() {
        return TestBroker.start(
                data,
                "leveret.listeners.management.enabled=true",
                "leveret.logins.slow-after=3",
                "leveret.logins.longest-delay=4 s");
    }

    private static ConnectionFactory factory(TestBroker broker, String from, String password) {
        ConnectionFactory factory = broker.factory();
        factory.setPassword(password);
        factory.setSocketConfigurator(socket -> socket.bind(new InetSocketAddress(from, 0)));
        return factory;
    }

    private static void fails(TestBroker broker, String from) {
        assertThatThrownBy(factory(broker, from, "guessed")::newConnection)
                .isInstanceOf(AuthenticationFailureException.class);
    }

    private static long millisToLogIn(TestBroker broker, String from) throws Exception {
        long began = System.nanoTime();
        try (Connection connection = factory(broker, from, "guest").newConnection()) {
            assertThat(connection.isOpen()).isTrue();
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
    }

    private static int whoami(TestBroker broker, String password) throws Exception {
        String login = Base64.getEncoder().encodeToString(("guest:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + broker.managementPort() + "/api/whoami"))
                .header("Authorization", "Basic " + login)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void failuresSlowDownTheirAddressAlone() throws Exception {
        try (TestBroker broker = start()) {
            millisToLogIn(broker, "127.0.0.2"); // the client's classes are loaded
            fails(broker, "127.0.0.1");
            fails(broker, "127.0.0.1");
            assertThat(whoami(broker, "guessed")).isEqualTo(401);
            assertThat(whoami(broker, "guessed")).isEqualTo(401);

            assertThat(millisToLogIn(broker, "127.0.0.2")).isLessThan(SECOND_DELAY_MILLIS);
            assertThat(millisToLogIn(broker, "127.0.0.1")).isGreaterThanOrEqualTo(SECOND_DELAY_MILLIS);
            assertThat(millisToLogIn(broker, "127.0.0.1")).as("it has ended").isLessThan(SECOND_DELAY_MILLIS);
        }
    }

    @Test
    void anonymousLogsInAsTheNamedUser() throws Exception {
        try (TestBroker broker = TestBroker.start(data, "leveret.logins.anonymous-user=guest")) {
            ConnectionFactory factory = broker.factory();
            factory.setSaslConfig(offered -> List.of(offered).contains("ANONYMOUS") ? anonymous() : null);
            try (Connection connection = factory.newConnection()) {
                Channel channel = connection.createChannel();
                channel.basicPublish("", channel.queueDeclare().getQueue(), props("guest"), new byte[1]);
                assertThatThrownBy(() -> publishAs(channel, "bob")).hasMessageContaining("PRECONDITION_FAILED");
            }
        }
    }

    private static BasicProperties props(String user) {
        return new BasicProperties.Builder().userId(user).build();
    }

    /** The broker knows as whom somebody has logged in. */
    private static void publishAs(Channel channel, String user) throws Exception {
        channel.confirmSelect();
        channel.basicPublish("", "", props(user), new byte[1]);
        channel.waitForConfirms();
    }

    private static SaslMechanism anonymous() {
        return new SaslMechanism() {
            @Override
            public String getName() {
                return "ANONYMOUS";
            }

            @Override
            public LongString handleChallenge(LongString challenge, String username, String password) {
                return LongStringHelper.asLongString("somebody");
            }
        };
    }

    @Test
    void failuresOverAmqpSlowDownHttp() throws Exception {
        try (TestBroker broker = start()) {
            for (int i = 0; i < 4; i++) {
                fails(broker, "127.0.0.1");
            }
            long began = System.nanoTime();
            assertThat(whoami(broker, "guest")).isEqualTo(200);

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                    .isGreaterThanOrEqualTo(SECOND_DELAY_MILLIS);
        }
    }
}
