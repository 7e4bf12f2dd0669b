package io.leveret.dist;

import static io.leveret.dist.ldap.TestDirectory.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.leveret.dist.ldap.TestDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole broker whose logins a directory checks. */
class LdapIT {
    private static final String AWAY = "WARN directory server 127.0.0.1:";
    private static final String LATE = "WARN a login was not checked within";

    @TempDir
    private Path data;

    private TestBroker start(int directoryPort, String backends, String... settings) {
        return TestBroker.start(
                data,
                Stream.concat(
                                Stream.of(
                                        "leveret.listeners.management.enabled=true",
                                        "leveret.logins.backends=[" + backends + "]",
                                        "leveret.ldap.servers=[\"127.0.0.1:" + directoryPort + "\"]",
                                        "leveret.ldap.user-dn-pattern=" + TestDirectory.PATTERN),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    private TestBroker startWithGroups(TestDirectory directory, String... settings) {
        String groups = "leveret.ldap.groups=["
                + "{ group = \"" + TestDirectory.group("dev") + "\", tags = [monitoring], vhost = \"/\","
                + " configure = \"^${username}\\\\.\", write = \".*\", read = \".*\" },"
                + "{ group = \"" + TestDirectory.group("ops") + "\", tags = [administrator] }]";
        return start(
                directory.port(),
                "internal, ldap",
                Stream.concat(
                                Stream.of(
                                        "leveret.ldap.authorization=groups",
                                        "leveret.ldap.membership.base=" + TestDirectory.GROUPS,
                                        groups),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    private static TestDirectory directory() throws Exception {
        TestDirectory directory = TestDirectory.start();
        directory.group("dev", "uid=ann," + TestDirectory.PEOPLE);
        directory.group("ops", "uid=bob," + TestDirectory.PEOPLE);
        return directory;
    }

    private static ConnectionFactory as(TestBroker broker, String user, String password) {
        ConnectionFactory factory = broker.factory();
        factory.setUsername(user);
        factory.setPassword(password);
        return factory;
    }

    private static ConnectionFactory patient(ConnectionFactory factory) {
        factory.setHandshakeTimeout(60_000);
        return factory;
    }

    private static HttpResponse<String> get(TestBroker broker, String user, String password, String path)
            throws Exception {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + broker.managementPort() + path))
                .header("Authorization", "Basic " + login)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void theGroupsOfTheDirectorySayWhatSomebodyMayDo() throws Exception {
        try (TestDirectory directory = directory();
                TestBroker broker = startWithGroups(directory)) {
            try (Connection connection = as(broker, "ann", password("ann")).newConnection()) {
                Channel channel = connection.createChannel();
                channel.queueDeclare("ann.q", false, true, false, null);
                assertThatThrownBy(() -> channel.queueDeclare("q", false, true, false, null))
                        .cause()
                        .hasMessageContaining("configure access to queue 'q' in vhost '/' refused for user 'ann'");
            }
            assertThatThrownBy(as(broker, "bob", password("bob"))::newConnection)
                    .hasStackTraceContaining("access to vhost '/' refused for user 'bob'");
            assertThatThrownBy(as(broker, "ann", password("bob"))::newConnection)
                    .isInstanceOf(AuthenticationFailureException.class);
            assertThatThrownBy(as(broker, "ann", "")::newConnection).isInstanceOf(AuthenticationFailureException.class);
        }
    }

    @Test
    void theGroupsOfTheDirectoryOpenManagement() throws Exception {
        try (TestDirectory directory = directory();
                TestBroker broker = startWithGroups(directory)) {
            assertThat(get(broker, "ann", password("ann"), "/api/whoami").body())
                    .contains("\"ann\"")
                    .contains("monitoring");
            assertThat(get(broker, "ann", password("ann"), "/api/users").statusCode())
                    .isEqualTo(401);
            assertThat(get(broker, "bob", password("bob"), "/api/users").statusCode())
                    .isEqualTo(200);
            assertThat(get(broker, "bob", password("ann"), "/api/whoami").statusCode())
                    .isEqualTo(401);
            assertThat(get(broker, "guest", "guest", "/api/users").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theBrokersOwnUserSaysWhatItsNamesakeOfTheDirectoryMayDo() throws Exception {
        try (TestDirectory directory = directory();
                TestBroker broker = start(
                        directory.port(),
                        "ldap",
                        "leveret.users=[{ name = ann, password = own, permissions ="
                                + " [{ vhost = \"/\", configure = \"^a\", write = \".*\", read = \".*\" }] }]")) {
            try (Connection connection = as(broker, "ann", password("ann")).newConnection()) {
                Channel channel = connection.createChannel();
                channel.queueDeclare("a", false, true, false, null);
                assertThatThrownBy(() -> channel.queueDeclare("q", false, true, false, null))
                        .isInstanceOf(IOException.class);
            }
            assertThatThrownBy(as(broker, "ann", "own")::newConnection)
                    .isInstanceOf(AuthenticationFailureException.class);
            assertThatThrownBy(as(broker, "bob", password("bob"))::newConnection)
                    .as("no user of the broker")
                    .isInstanceOf(AuthenticationFailureException.class);
        }
    }

    /** More logins wait for it than the auth worker has threads, or the directory connections. */
    @Test
    void ownUsersAreServedWhileTheDirectoryIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
                TestBroker broker = start(
                        silent.getLocalPort(),
                        "internal, ldap",
                        "leveret.ldap.timeout=6 s",
                        "leveret.ldap.connections=2",
                        "leveret.logins.slow-after=0",
                        "leveret.limits.handshake-timeout=30 s")) {
            List<CompletableFuture<Void>> waiting = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> assertThatThrownBy(patient(as(broker, "ann", password("ann")))::newConnection)
                                    .isInstanceOf(AuthenticationFailureException.class),
                            task -> new Thread(task).start()))
                    .toList();
            long began = System.nanoTime();
            try (Connection connection = broker.connect()) {
                assertThat(connection.isOpen()).isTrue();
            }
            assertThat(get(broker, "guest", "guest", "/api/whoami").statusCode())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            waiting.forEach(CompletableFuture::join);
            broker.allowComplaints(AWAY);
            broker.allowComplaints(LATE);
        }
    }

    @Test
    void aDirectoryThatIsAwayIsNoWrongPassword() throws Exception {
        int port;
        try (TestDirectory directory = directory()) {
            port = directory.port();
        }
        try (TestBroker broker = start(port, "ldap, internal")) {
            assertThatThrownBy(as(broker, "ann", password("ann"))::newConnection)
                    .isInstanceOf(AuthenticationFailureException.class);
            HttpResponse<String> answer = get(broker, "ann", password("ann"), "/api/whoami");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("could not be checked").doesNotContain("127.0.0.1");
            try (Connection connection = broker.connect()) {
                assertThat(connection.isOpen())
                        .as("guest is asked for after the directory")
                        .isTrue();
            }
            broker.allowComplaints(AWAY);
        }
    }

    @Test
    void wrongLoginsSlowDown() throws Exception {
        try (TestDirectory directory = directory();
                TestBroker broker = startWithGroups(directory, "leveret.logins.slow-after=2")) {
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(as(broker, "ann", "guessed")::newConnection)
                        .isInstanceOf(AuthenticationFailureException.class);
            }
            long began = System.nanoTime();
            assertThat(get(broker, "ann", password("ann"), "/api/whoami").statusCode())
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(2));
        }
    }
}
