package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.leveret.dist.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections with TLS that end where they should not. */
@Timeout(120)
class TlsEndsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final String QUEUE = "secured";

    @TempDir
    Path folder;

    private TestCertificates certificates;
    private TestBroker broker;
    private Connection connection;
    private Channel observer;

    @BeforeEach
    void start() throws Exception {
        certificates = new TestCertificates(folder);
        broker = TestBroker.start(folder.resolve("data"), certificates.serve());
        connection = broker.connect();
        observer = connection.createChannel();
        observer.queueDeclare(QUEUE, true, false, false, null);
        observer.basicPublish("", QUEUE, null, new byte[1]);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try (TestBroker closed = broker;
                Connection last = connection) {
            closed.awaitConnections(1);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(observer.messageCount(QUEUE)).isEqualTo(1));
            assertThat(last.isOpen()).isTrue();
        }
    }

    @Test
    void aResetAnywhereInTheHandshakeLeavesNothing() throws Exception {
        byte[] hello = ClientHello.octets(certificates);
        for (int cut = 1; cut < hello.length; cut += 20) {
            try (RawConnection raw = RawConnection.connect(broker.tlsPort())) {
                raw.send(Arrays.copyOf(hello, cut));
                raw.reset();
            }
        }
        try (RawConnection raw = RawConnection.connect(broker.tlsPort())) {
            raw.send(hello);
            raw.reset(); // perhaps before the answer, perhaps behind it
        }
    }

    @Test
    void aResetOfAnOpenConnectionGivesBackWhatIsUnacked() throws Exception {
        try (Socket socket = new Socket(HERE, broker.tlsPort());
                SSLSocket secured = secured(socket);
                RawConnection raw = RawConnection.of(secured).opened()) {
            RawRequests.consume(raw, QUEUE, 1);
            reset(socket);
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** RFC 8446, 6.1: who has sent close_notify sends nothing more, whether or not TCP says so too. */
    @Test
    void whoSaysGoodByeInTlsAloneIsLetGo() throws Exception {
        try (Socket socket = new Socket(HERE, broker.tlsPort());
                SSLSocket secured = secured(socket);
                RawConnection raw = RawConnection.of(secured).opened()) {
            RawRequests.consume(raw, QUEUE, 1);
            secured.shutdownOutput(); // the socket below stays open

            broker.awaitConnections(1);
        }
    }

    private SSLSocket secured(Socket socket) throws Exception {
        SSLSocketFactory factory = certificates.clientContext(null, "TLS").getSocketFactory();
        return (SSLSocket) factory.createSocket(socket, HERE.getHostAddress(), broker.tlsPort(), false);
    }
}
