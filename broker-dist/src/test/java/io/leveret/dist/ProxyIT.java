package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.leveret.dist.RawConnection.Step;
import io.leveret.dist.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Connections that a proxy on this host makes, which a raw socket stands for. */
class ProxyIT {
    private static final String TRUSTED = "leveret.listeners.amqp.proxy-protocol=[\"192.0.2.0/24\", \"127.0.0.1\"]";
    private static final String FROM_HERE = "PROXY TCP4 127.0.0.2 198.51.100.1 56324 5672\r\n";
    private static final String FROM_ELSEWHERE = "PROXY TCP6 2001:db8::7 2001:db8::1 56324 5671\r\n";

    @TempDir
    Path directory;

    @TempDir
    Path data;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.leveret.amqp");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private void assertLogged(String text) {
        await().untilAsserted(() -> assertThat(List.copyOf(log.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(line -> assertThat(line).contains(text)));
    }

    private static byte[] octets(String line) {
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    /** What management says of the connections. */
    private static String connections(TestBroker broker) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + broker.managementPort() + "/api/connections"))
                .header("Authorization", "Basic Z3Vlc3Q6Z3Vlc3Q=")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void managementShowsTheClientsAddressAndNotTheProxys() throws Exception {
        try (TestBroker broker = TestBroker.start(data, TRUSTED, "leveret.listeners.management.enabled=true");
                RawConnection connection = RawConnection.connect(broker.port())) {
            connection.send(octets(FROM_HERE));
            connection.opened();

            assertThat(connections(broker))
                    .contains("\"name\":\"127.0.0.2:56324 -> 198.51.100.1:5672\"")
                    .contains("\"peer_host\":\"127.0.0.2\"", "\"peer_port\":56324")
                    .contains("\"host\":\"198.51.100.1\"", "\"port\":5672");
            connection.shutdownOutput();
            assertLogged("closed: client unexpectedly closed its socket "
                    + "connection=\"127.0.0.2:56324 -> 198.51.100.1:5672\" user=guest");
        }
    }

    @Test
    void whoIsOnlyAllowedOnThisHostIsRefusedFromElsewhere() throws Exception {
        try (TestBroker broker = TestBroker.start(data, TRUSTED)) {
            try (RawConnection connection = RawConnection.connect(broker.port())) {
                connection.send(octets(FROM_ELSEWHERE));
                connection.handshake(Step.PROTOCOL_HEADER);
                connection.startOk(RawConnection.authenticationFailureClose(), "\0guest\0guest");

                assertThat(connection.expectConnectionClose().code()).isEqualTo(403);
            }
            assertLogged("the user may only connect from this host peer=2001:db8:0:0:0:0:0:7:56324 user=guest");
        }
    }

    @Test
    void aTrustedProxyWithoutAHeaderIsClosed() throws Exception {
        try (TestBroker broker = TestBroker.start(data, TRUSTED);
                RawConnection connection = RawConnection.connect(broker.port())) {
            connection.send(new byte[] {'A', 'M', 'Q', 'P', 0, 0, 9, 1});

            assertThat(connection.readToEnd()).isEmpty();
            assertLogged("no PROXY header, which a proxy that is trusted must begin with: octet=65 position=0");
        }
    }

    @Test
    void aHeaderOfSomebodyElseIsRefused() throws Exception {
        try (TestBroker broker =
                        TestBroker.start(data, "leveret.listeners.amqp.proxy-protocol=[\"192.0.2.0/24\", \"::1\"]");
                RawConnection usual = RawConnection.open(broker.port());
                RawConnection liar = RawConnection.connect(broker.port())) {
            usual.frame(RawConnection.HEARTBEAT, 0, new byte[0]);
            liar.send(octets(FROM_HERE));

            assertThat(liar.readToEnd()).startsWith('A', 'M', 'Q', 'P');
        }
    }

    @Test
    void withTlsTheHeaderComesBeforeTheHandshake() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (TestBroker broker = startWithTls(certificates)) {
            Socket plain = new Socket(InetAddress.getLoopbackAddress(), broker.tlsPort());
            plain.getOutputStream().write(octets(FROM_HERE));
            try (RawConnection connection = RawConnection.of(secured(plain, certificates))) {
                connection.opened();

                assertThat(connections(broker)).contains("\"peer_host\":\"127.0.0.2\"", "\"ssl\":true");
            }
        }
    }

    private TestBroker startWithTls(TestCertificates certificates) throws Exception {
        certificates.write("server", certificates.server("broker"));
        return TestBroker.start(
                data,
                "leveret.listeners.amqps.enabled=true",
                "leveret.listeners.amqps.port=0",
                "leveret.listeners.amqps.hosts=[\"127.0.0.1\"]",
                "leveret.listeners.amqps.proxy-protocol=[\"127.0.0.0/8\"]",
                "leveret.listeners.management.enabled=true",
                "leveret.tls.certificate=" + certificates.file("server.pem"),
                "leveret.tls.key=" + certificates.file("server.key"));
    }

    private static SSLSocket secured(Socket plain, TestCertificates certificates) throws Exception {
        return (SSLSocket) certificates
                .clientContext(null, "TLS")
                .getSocketFactory()
                .createSocket(plain, "127.0.0.1", plain.getPort(), true);
    }

    @Test
    void aTlsHandshakeInPlaceOfTheHeaderIsOneLine() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        try (TestBroker broker = startWithTls(certificates);
                SSLSocket socket =
                        secured(new Socket(InetAddress.getLoopbackAddress(), broker.tlsPort()), certificates)) {
            assertThat(isRefused(socket)).isTrue();
            broker.awaitConnections(0);

            assertThat(List.copyOf(log.list))
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .endsWith("octet=22 position=0");
        }
    }

    private static boolean isRefused(SSLSocket socket) {
        try {
            socket.startHandshake();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
