package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.DefaultCredentialsRefreshService;
import com.rabbitmq.client.impl.RefreshProtectedCredentialsProvider;
import io.leveret.dist.oauth.TestIssuer;
import io.leveret.dist.oauth.TestTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole broker that takes tokens of an issuer. */
@Timeout(120)
class OAuthIT {
    static final TestTokens TOKENS = TestTokens.withKey("key-1");
    static final String KEYS = "/jwks.json";
    static final String[] ALL = {
        "rabbitmq.read:*/*/*", "rabbitmq.write:*/*/*", "rabbitmq.configure:*/*", "rabbitmq.tag:administrator"
    };
    private static final int CONNECTION_FORCED = 320;
    private static final int NOT_ALLOWED = 530;

    @TempDir
    private Path data;

    @TempDir
    private Path files;

    private TestIssuer issuer;

    @BeforeEach
    void startIssuer() throws Exception {
        issuer = TestIssuer.start(files);
        issuer.serve(KEYS, TOKENS.jwks());
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    private TestBroker start(String... more) {
        return start(data, issuer, more);
    }

    /** Takes the issuer's tokens, and those whom the broker itself knows. */
    static TestBroker start(Path data, TestIssuer issuer, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "leveret.logins.backends=[oauth2, internal]",
                "leveret.vhosts=[\"/\", other]",
                "leveret.oauth2.resource-server-id=" + TestTokens.ID,
                "leveret.oauth2.jwks-url=" + issuer.address(KEYS),
                "leveret.oauth2.ca-file=" + issuer.authority(),
                "leveret.listeners.management.enabled=true"));
        settings.addAll(List.of(more));
        return TestBroker.start(data, settings.toArray(String[]::new));
    }

    static ConnectionFactory factory(TestBroker broker, String token) {
        ConnectionFactory factory = broker.factory();
        factory.setUsername("whoever");
        factory.setPassword(token);
        return factory;
    }

    private static Connection connect(TestBroker broker, String... scopes) throws Exception {
        return factory(broker, TOKENS.token(scopes)).newConnection();
    }

    static String tokenFor(int seconds, String subject, String... scopes) {
        return TOKENS.token(
                TestTokens.claims(scopes),
                claims -> claims.subject(subject)
                        .expirationTime(Date.from(Instant.now().plusSeconds(seconds))));
    }

    private static CompletableFuture<ShutdownSignalException> end(Connection connection) {
        CompletableFuture<ShutdownSignalException> end = new CompletableFuture<>();
        connection.addShutdownListener(end::complete);
        return end;
    }

    private static void assertClosed(CompletableFuture<ShutdownSignalException> end, int code, String text)
            throws Exception {
        AMQP.Connection.Close close =
                (AMQP.Connection.Close) end.get(20, TimeUnit.SECONDS).getReason();
        assertThat(close.getReplyCode()).isEqualTo(code);
        assertThat(close.getReplyText()).isEqualTo(text);
    }

    @Test
    void scopesSayWhatMayBeDone() throws Exception {
        try (TestBroker broker = start();
                Connection connection = connect(
                        broker,
                        "rabbitmq.configure:%2F/mine-*",
                        "rabbitmq.read:%2F/mine-*",
                        "rabbitmq.write:%2F/amq.default",
                        "rabbitmq.write:%2F/amq.topic/news.*")) {
            Channel channel = connection.createChannel();
            channel.queueDeclare("mine-1", false, true, false, null);
            channel.basicPublish("", "mine-1", null, "m".getBytes(StandardCharsets.UTF_8));
            await().until(() -> channel.basicGet("mine-1", true) != null);
            channel.confirmSelect();
            channel.basicPublish("amq.topic", "news.today", null, new byte[1]);
            channel.waitForConfirmsOrDie(10_000);

            assertRefused(
                    connection,
                    other -> other.queueDeclare("yours", false, true, false, null),
                    "configure access to queue 'yours' in vhost '/' refused for user 'kim'");
            assertRefused(
                    connection,
                    other -> publish(other, "amq.direct", "k"),
                    "write access to exchange 'amq.direct' in vhost '/' refused for user 'kim'");
            assertRefused(
                    connection,
                    other -> publish(other, "amq.topic", "secrets"),
                    "write access to topic 'secrets' in exchange 'amq.topic' in vhost '/' refused for user 'kim'");
        }
    }

    private interface Use {
        void of(Channel channel) throws Exception;
    }

    private static void publish(Channel channel, String exchange, String key) throws Exception {
        channel.confirmSelect();
        channel.basicPublish(exchange, key, null, new byte[1]);
        channel.waitForConfirmsOrDie(10_000);
    }

    private static void assertRefused(Connection connection, Use use, String text) throws IOException {
        Channel channel = connection.createChannel();
        assertThatThrownBy(() -> use.of(channel)).hasStackTraceContaining("ACCESS_REFUSED - " + text);
    }

    @Test
    void aVirtualHostWithoutAnyScopeIsRefused() throws Exception {
        try (TestBroker broker = start()) {
            ConnectionFactory factory = factory(broker, TOKENS.token("rabbitmq.read:other/*"));
            assertThatThrownBy(factory::newConnection)
                    .hasStackTraceContaining("NOT_ALLOWED - access to vhost '/' refused for user 'kim'");
            factory.setVirtualHost("other");
            factory.newConnection().close();
        }
    }

    @Test
    void usersOfTheBrokerItselfLogInAsBefore() throws Exception {
        try (TestBroker broker = start()) {
            broker.connect().close();
            assertThat(issuer.asked()).as("a password is no token").isEmpty();
        }
    }

    @Test
    void keysAreFetchedOnceAndForUnknownOnesAgain() throws Exception {
        try (TestBroker broker = start()) {
            connect(broker, ALL).close();
            connect(broker, ALL).close();
            assertThat(issuer.asked()).containsExactly(KEYS);
            String stranger = TestTokens.withKey("key-2").token(ALL);
            assertThatThrownBy(() -> factory(broker, stranger).newConnection())
                    .isInstanceOf(AuthenticationFailureException.class);
            assertThat(issuer.asked()).as("so soon after").hasSize(1);
        }
    }

    @Test
    void theIssuerTellsWhereItsKeysAre() throws Exception {
        String itself = issuer.address("").toString();
        issuer.serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + itself + "\",\"jwks_uri\":\"" + issuer.address(KEYS) + "\"}");
        try (TestBroker broker = start("leveret.oauth2.jwks-url=", "leveret.oauth2.issuer=" + itself)) {
            String token = TOKENS.token(TestTokens.claims(ALL), claims -> claims.issuer(itself));
            factory(broker, token).newConnection().close();
            assertThatThrownBy(() -> connect(broker, ALL)).isInstanceOf(AuthenticationFailureException.class);
        }
    }

    @Test
    void aReloadReadsFilesOfKeysAgain() throws Exception {
        Path keys = Files.writeString(files.resolve("keys.json"), TOKENS.jwks());
        try (TestBroker broker = start("leveret.oauth2.jwks-url=", "leveret.oauth2.jwks-file=" + keys)) {
            try (Connection open = connect(broker, ALL)) {
                TestTokens others = TestTokens.withKey("key-2");
                Files.writeString(keys, others.jwks());
                broker.reload();

                factory(broker, others.token(ALL)).newConnection().close();
                assertThatThrownBy(() -> connect(broker, ALL)).isInstanceOf(AuthenticationFailureException.class);
                assertThat(open.isOpen()).as("who has logged in goes on").isTrue();
            }
        }
        assertThat(issuer.asked()).isEmpty();
    }

    @Test
    void theConnectionEndsWithItsToken() throws Exception {
        try (TestBroker broker = start()) {
            Connection connection = factory(broker, tokenFor(2, "kim", ALL)).newConnection();
            assertClosed(end(connection), CONNECTION_FORCED, "CONNECTION_FORCED - credential expired");
        }
    }

    private static Connection connect(TestBroker broker, RenewedTokens tokens) throws Exception {
        ConnectionFactory factory = broker.factory();
        factory.setCredentialsProvider(tokens);
        factory.setCredentialsRefreshService(tokens);
        return factory.newConnection();
    }

    @Test
    void anotherTokenRenewsTheConnection() throws Exception {
        try (TestBroker broker = start()) {
            RenewedTokens tokens = new RenewedTokens(tokenFor(3, "kim", "rabbitmq.read:*/*"));
            Connection connection = connect(broker, tokens);
            CompletableFuture<ShutdownSignalException> end = end(connection);
            assertRefused(connection, channel -> publish(channel, "amq.direct", "k"), "write access");

            tokens.renew(tokenFor(6, "kim", ALL));
            publish(connection.createChannel(), "amq.direct", "k");
            assertThat(end).as("with the first token").failsWithin(Duration.ofMillis(3_500));
            assertClosed(end, CONNECTION_FORCED, "CONNECTION_FORCED - credential expired");
        }
    }

    @Test
    void theClientRenewsItsTokensByItself() throws Exception {
        try (TestBroker broker = start()) {
            AtomicInteger made = new AtomicInteger();
            ConnectionFactory factory = broker.factory();
            factory.setCredentialsProvider(new ShortTokens(made));
            DefaultCredentialsRefreshService renewals =
                    new DefaultCredentialsRefreshService.DefaultCredentialsRefreshServiceBuilder()
                            .refreshDelayStrategy(left -> left.dividedBy(2))
                            .build();
            factory.setCredentialsRefreshService(renewals);
            try (Connection connection = factory.newConnection()) {
                await().atMost(Duration.ofSeconds(30)).until(() -> made.get() >= 4);
                publish(connection.createChannel(), "amq.direct", "k");
            } finally {
                renewals.close();
            }
        }
    }

    /** Tokens of two or three seconds each. */
    private static final class ShortTokens extends RefreshProtectedCredentialsProvider<Instant> {
        private final AtomicInteger made;

        ShortTokens(AtomicInteger made) {
            this.made = made;
        }

        @Override
        protected Instant retrieveToken() {
            made.incrementAndGet();
            return Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3);
        }

        @Override
        protected String usernameFromToken(Instant end) {
            return "";
        }

        @Override
        protected String passwordFromToken(Instant end) {
            return TOKENS.token(TestTokens.claims(ALL), claims -> claims.expirationTime(Date.from(end)));
        }

        @Override
        protected Duration timeBeforeExpiration(Instant end) {
            return Duration.between(Instant.now(), end);
        }
    }

    @Test
    void anotherUsersTokenEndsTheConnection() throws Exception {
        try (TestBroker broker = start()) {
            for (String next : List.of(tokenFor(60, "eve", ALL), tokenFor(-1, "kim", ALL), "guest")) {
                RenewedTokens tokens = new RenewedTokens(TOKENS.token(ALL));
                CompletableFuture<ShutdownSignalException> end = end(connect(broker, tokens));
                tokens.renew(next); // the client only logs that it failed
                assertClosed(end, NOT_ALLOWED, "NOT_ALLOWED - New secret was refused by one of the backends");
            }
        }
    }

    @Test
    void aConsumerEndsWhoseQueueTheNextTokenDoesNotAllow() throws Exception {
        try (TestBroker broker = start()) {
            RenewedTokens tokens = new RenewedTokens(TOKENS.token(ALL));
            try (Connection connection = connect(broker, tokens)) {
                Channel channel = connection.createChannel();
                channel.queueDeclare("q", false, true, false, null);
                List<String> cancelled = new CopyOnWriteArrayList<>();
                channel.basicConsume("q", true, "c", (tag, delivery) -> {}, (String tag) -> cancelled.add(tag));
                tokens.renew(TOKENS.token("rabbitmq.read:*/other"));
                await().untilAsserted(() -> assertThat(cancelled).containsExactly("c"));
            }
        }
    }
}
