package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.dist.RawConnection.Step;
import io.leveret.dist.tls.TestCertificates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that take their time, to take the broker's sockets: each is closed when its time is over. Those that do not read are {@link BackPressureIT}'s. */
@Timeout(180)
class SlowClientsIT {
    private static final int CLIENTS = 100;
    private static final long TIMEOUT_MILLIS = 1_500;
    private static final int HEARTBEAT_SECONDS = 1;

    @TempDir
    Path folder;

    private final List<RawConnection> slow = new ArrayList<>();
    private TestCertificates certificates;
    private TestBroker broker;
    private Bystander bystander;

    @BeforeEach
    void start() throws Exception {
        certificates = new TestCertificates(folder);
        List<String> settings = new ArrayList<>(List.of(certificates.serve()));
        settings.add("leveret.limits.handshake-timeout=" + TIMEOUT_MILLIS + " ms");
        settings.add("leveret.tls.handshake-timeout=" + TIMEOUT_MILLIS + " ms");
        broker = TestBroker.start(folder.resolve("data"), settings.toArray(String[]::new));
        bystander = new Bystander(broker.connect());
    }

    @AfterEach
    void everythingIsBack() throws Exception {
        try (TestBroker closed = broker;
                Bystander last = bystander) {
            last.awaitRounds(3);
            for (RawConnection raw : slow) {
                raw.close();
            }
            closed.awaitConnections(1);
        }
    }

    private void connect(int port, Step step) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            RawConnection raw = RawConnection.connect(port);
            slow.add(raw);
            raw.handshake(step);
        }
    }

    /** All are closed before so many octets were sent. */
    private void areClosedWhileTheySend(byte[] octets) throws IOException {
        long began = System.nanoTime();
        try (OneByOne sending = new OneByOne(slow, octets)) {
            bystander.awaitRounds(3);
            for (RawConnection raw : slow) {
                raw.readToEnd();
            }
            assertThat(sending.sent()).as("octets sent").isBetween(2, octets.length - 1);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                .as("milliseconds until all were closed")
                .isLessThan(TIMEOUT_MILLIS + 20_000); // on a busy machine
    }

    @Test
    void whoSendsItsLoginOctetByOctetIsClosed() throws Exception {
        connect(broker.port(), Step.PROTOCOL_HEADER);
        areClosedWhileTheySend(RawConnection.frame(RawConnection.METHOD, 0, 4_000, new byte[4_000], RawConnection.END));
    }

    @Test
    void whoSendsHeartbeatsInsteadOfALoginIsClosed() throws Exception {
        connect(broker.port(), Step.START_OK);
        byte[] heartbeats = new byte[8 * 500];
        ByteBuffer out = ByteBuffer.wrap(heartbeats);
        while (out.hasRemaining()) {
            out.put((byte) RawConnection.HEARTBEAT)
                    .putShort((short) 0)
                    .putInt(0)
                    .put((byte) RawConnection.END);
        }
        areClosedWhileTheySend(heartbeats);
    }

    @Test
    void aTlsHandshakeThatNeverEndsIsClosed() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            slow.add(RawConnection.connect(broker.tlsPort()));
        }
        areClosedWhileTheySend(ClientHello.octets(certificates));
    }

    @Test
    void whoSaysNothingAfterTheTlsHandshakeBeganIsClosed() throws Exception {
        byte[] hello = ClientHello.octets(certificates);
        for (int i = 0; i < CLIENTS; i++) {
            RawConnection raw = RawConnection.connect(broker.tlsPort());
            slow.add(raw);
            raw.send(hello);
        }
        bystander.awaitRounds(3);
        for (RawConnection raw : slow) {
            assertThat(raw.readToEnd()).as("the server's part of the handshake").isNotEmpty();
        }
    }

    @Test
    void halfAFrameAndThenSilenceIsMissedHeartbeats() throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            RawConnection raw = RawConnection.connect(broker.port());
            slow.add(raw);
            raw.handshake(Step.START_OK);
            raw.tuneOk(2047, 131_072, HEARTBEAT_SECONDS);
            raw.method(0, 10, 40, args -> {
                RawConnection.shortText(args, "/");
                args.writeShort(0);
            });
            raw.expect(10, 41);
            raw.send(new byte[] {RawConnection.METHOD, 0, 1, 0, 0, 0, 100, 0, 50});
        }
        for (RawConnection raw : slow) {
            raw.awaitEnd();
        }
    }
}
