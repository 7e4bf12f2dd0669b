package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import io.leveret.dist.tls.TestCertificates;
import io.netty.pkitesting.X509Bundle;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** TLS as clients see it. */
class TlsIT {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path directory;

    @TempDir
    Path data;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> settings = new ArrayList<>();
    private TestCertificates certificates;

    @BeforeEach
    void write() throws Exception {
        certificates = new TestCertificates(directory);
        certificates.write("server", certificates.server("broker"));
        settings.add("leveret.listeners.amqps.enabled=true");
        settings.add("leveret.listeners.amqps.port=0");
        settings.add("leveret.listeners.amqps.hosts=[\"127.0.0.1\"]");
        settings.add("leveret.tls.certificate=" + certificates.file("server.pem"));
        settings.add("leveret.tls.key=" + certificates.file("server.key"));
        log.start();
        connections().setLevel(Level.INFO);
        connections().addAppender(log);
    }

    @AfterEach
    void stop() {
        connections().detachAppender(log);
        connections().setLevel(null);
    }

    private static Logger connections() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("io.leveret.amqp.connection");
    }

    private void asksForCertificates(String how) {
        settings.add("leveret.tls.client-certificates=" + how);
        settings.add("leveret.tls.trusted=" + certificates.trusted());
        settings.add("leveret.tls.user-name=common-name");
    }

    private TestBroker start() {
        return TestBroker.start(data, settings.toArray(String[]::new));
    }

    private ConnectionFactory factory(TestBroker broker, @Nullable X509Bundle certificate) throws Exception {
        ConnectionFactory factory = broker.factory();
        factory.setPort(broker.tlsPort());
        factory.useSslProtocol(certificates.clientContext(certificate, "TLS"));
        factory.enableHostnameVerification();
        return factory;
    }

    private void assertRefused(TestBroker broker, @Nullable X509Bundle certificate, String reason) throws Exception {
        log.list.clear();
        ConnectionFactory factory = factory(broker, certificate);
        assertThatThrownBy(factory::newConnection).isInstanceOf(Exception.class);
        assertLogged("TLS failed: " + reason);
    }

    private void assertLogged(String text) {
        await().untilAsserted(() -> assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(line -> assertThat(line).contains(text)));
    }

    @Test
    void aClientWithoutACertificateLogsInWithAPassword() throws Exception {
        try (TestBroker broker = start();
                Connection connection = factory(broker, null).newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            String queue = channel.queueDeclare().getQueue();
            byte[] body = new byte[1 << 20];
            channel.basicPublish("", queue, null, body);
            channel.waitForConfirmsOrDie(10_000);

            assertThat(channel.basicGet(queue, true).getBody()).isEqualTo(body);
        }
    }

    @Test
    void externalLogsInByTheCommonName() throws Exception {
        asksForCertificates("required");
        try (TestBroker broker = start()) {
            X509Bundle guest = certificates.issue(certificates.client("O=Mill, CN=guest"));
            ConnectionFactory factory = factory(broker, guest);
            factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
            try (Connection connection = factory.newConnection()) {
                assertThat(connection.isOpen()).isTrue();
            }
            X509Bundle stranger = certificates.issue(certificates.client("CN=stranger"));
            ConnectionFactory strangers = factory(broker, stranger);
            strangers.setSaslConfig(DefaultSaslConfig.EXTERNAL);
            assertThatThrownBy(strangers::newConnection).isInstanceOf(PossibleAuthenticationFailureException.class);
            assertLogged("login refused: there is no user of the certificate's name");
        }
    }

    @Test
    void externalLogsInByAnAlternativeName() throws Exception {
        asksForCertificates("optional");
        settings.add("leveret.tls.user-name=alternative-dns");
        settings.add("leveret.tls.user-name-index=1");
        try (TestBroker broker = start()) {
            X509Bundle guest = certificates.issue(
                    certificates.client("CN=x").addSanDnsName("other").addSanDnsName("guest"));
            ConnectionFactory factory = factory(broker, guest);
            factory.setSaslConfig(DefaultSaslConfig.EXTERNAL);
            try (Connection connection = factory.newConnection()) {
                assertThat(connection.isOpen()).isTrue();
            }
            try (Connection connection = factory(broker, null).newConnection()) {
                assertThat(connection.isOpen())
                        .as("who has none has a password")
                        .isTrue();
            }
        }
    }

    @Test
    void certificatesThatDoNotHoldAreRefusedAndTheLogSaysWhy() throws Exception {
        asksForCertificates("required");
        X509Bundle revoked = certificates.issue(certificates.client("CN=guest"));
        settings.add("leveret.tls.revoked=" + certificates.revoke(revoked));
        try (TestBroker broker = start()) {
            assertRefused(broker, null, "the client gave no certificate");
            assertRefused(
                    broker,
                    certificates
                            .client("CN=guest")
                            .setIsCertificateAuthority(true)
                            .buildSelfSigned(),
                    "no authority that is trusted here");
            assertRefused(
                    broker,
                    certificates.issue(certificates
                            .client("CN=guest")
                            .notBefore(Instant.parse("2020-01-01T00:00:00Z"))
                            .notAfter(Instant.parse("2021-01-01T00:00:00Z"))),
                    "the client's certificate has expired");
            assertRefused(broker, revoked, "the client's certificate was revoked on 2026-01-02T03:04:05Z");
            X509Bundle good = certificates.issue(certificates.client("CN=guest"));
            try (Connection connection = factory(broker, good).newConnection()) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
    }

    @Test
    void oldVersionsAndPlainTextAreRefused() throws Exception {
        try (TestBroker broker = start()) {
            SSLContext context = certificates.clientContext(null, "TLS");
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, broker.tlsPort())) {
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
            }
            try (Socket socket = new Socket(LOOPBACK, broker.tlsPort())) {
                socket.getOutputStream().write(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});
                InputStream in = socket.getInputStream();
                assertThat(in.readAllBytes()).hasSizeLessThan(16); // an alert at most
            }
            assertLogged("TLS failed: the client does not speak TLS, and this port is for TLS only");
        }
    }

    @Test
    void aRenewedCertificateIsForNewConnections() throws Exception {
        settings.add("leveret.listeners.management.enabled=true");
        settings.add("leveret.listeners.management.tls=true");
        try (TestBroker broker = start();
                Connection before = factory(broker, null).newConnection()) {
            assertThat(shown(broker.tlsPort())).isEqualTo("CN=broker");
            assertThat(shown(broker.managementPort())).isEqualTo("CN=broker");

            certificates.write("server", certificates.server("renewed"));

            await().untilAsserted(() -> assertThat(shown(broker.tlsPort())).isEqualTo("CN=renewed"));
            await().untilAsserted(
                            () -> assertThat(shown(broker.managementPort())).isEqualTo("CN=renewed"));
            assertThat(before.createChannel().isOpen())
                    .as("old connections live on")
                    .isTrue();
        }
    }

    private String shown(int port) throws Exception {
        SSLContext context = certificates.clientContext(null, "TLS");
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(LOOPBACK, port)) {
            socket.startHandshake();
            X509Certificate first = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return first.getSubjectX500Principal().getName();
        }
    }

    @Test
    void managementTellsOfTls() throws Exception {
        settings.add("leveret.listeners.management.enabled=true");
        settings.add("leveret.listeners.management.tls=true");
        asksForCertificates("optional");
        X509Bundle guest = certificates.issue(certificates.client("CN=guest"));
        try (TestBroker broker = start();
                Connection connection = factory(broker, guest).newConnection()) {
            assertThat(connection.isOpen()).isTrue();
            HttpClient http = HttpClient.newBuilder()
                    .sslContext(certificates.clientContext(null, "TLS"))
                    .build();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + broker.managementPort() + "/api/connections"))
                    .header("Authorization", "Basic Z3Vlc3Q6Z3Vlc3Q=")
                    .build();

            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("\"ssl\":true", "\"ssl_protocol\":\"tlsv1.3\"", "\"peer_cert_subject\":\"CN=guest\"");
            assertThat(leveretctl(
                            broker,
                            "list_users",
                            "--ca-file",
                            certificates.trusted().toString()))
                    .contains("guest");
            assertThat(leveretctl(broker, "list_users")).contains("--ca-file names its authority");
            assertThat(expiration(http, broker, "2/months").statusCode()).isEqualTo(200);
            assertThat(expiration(http, broker, "4/months"))
                    .returns(503, HttpResponse::statusCode)
                    .extracting(HttpResponse::body)
                    .asString()
                    .contains("Certificates expiring", "\"protocol\":\"amqp/ssl\"");
        }
    }

    /** What it prints. */
    private static String leveretctl(TestBroker broker, String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "io.leveret.ctl.Main"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "LEVERET_URL", "https://127.0.0.1:" + broker.managementPort(),
                        "LEVERETCTL_USER", "guest",
                        "LEVERETCTL_PASSWORD", "guest"));
        return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> expiration(HttpClient http, TestBroker broker, String within) throws Exception {
        URI check = URI.create(
                "https://127.0.0.1:" + broker.managementPort() + "/api/health/checks/certificate-expiration/" + within);
        HttpRequest request = HttpRequest.newBuilder(check)
                .header("Authorization", "Basic Z3Vlc3Q6Z3Vlc3Q=")
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
