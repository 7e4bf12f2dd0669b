package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leveret.dist.RawConnection.Close;
import io.leveret.dist.RawConnection.Step;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do what none may: each gets its error or a close, and the client beside them notices nothing. */
@Timeout(180)
class HostileIT {
    private static final long SEED = Long.getLong("leveret.hostile.seed", System.nanoTime());
    private static final int UNFINISHED = 2_000;
    private static final int NESTED = 10_000;

    /** What Netty may keep for later, once it has served many at a time. */
    private static final long KEPT_BYTES = 48 << 20;

    @TempDir
    Path folder;

    private TestBroker broker;
    private Bystander bystander;
    private List<String> threads;
    private long directBytes;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"), "leveret.limits.handshake-timeout=1500 ms");
        bystander = new Bystander(broker.connect());
        bystander.awaitRounds(1);
        RawConnection.open(broker.port()).close(); // the second login starts the second of the threads for it
        threads = TestBroker.threads();
        directBytes = directBytes();
    }

    @AfterEach
    void everythingIsBack() throws Exception {
        try (TestBroker closed = broker;
                Bystander last = bystander) {
            last.awaitRounds(3);
            closed.awaitConnections(1);
            assertThat(TestBroker.threads()).hasSameSizeAs(threads);
            assertThat(directBytes()).as("direct memory").isLessThan(directBytes + KEPT_BYTES);
        }
    }

    private static long directBytes() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    /** Something to be sent. */
    private interface Misdeed {
        void on(RawConnection raw) throws IOException;
    }

    /** On an open connection with channel 1. */
    private void closesTheConnection(int code, String text, Misdeed misdeed) throws IOException {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            misdeed.on(raw);
            Close close = raw.expectConnectionClose();
            assertThat(close.text()).contains(text);
            assertThat(close.code()).isEqualTo(code);
        }
    }

    @Test
    void somethingElseThanAmqpIsToldTheProtocol() throws Exception {
        for (String start : List.of("GET / HTTP/1.1\r\n\r\n", "AMQP\1\1\0\12", "\26\3\1\0\1\0\0\0\0", "AMQP\0\0\7\1")) {
            try (RawConnection raw = RawConnection.connect(broker.port())) {
                raw.send(start.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                assertThat(raw.readToEnd()).containsExactly('A', 'M', 'Q', 'P', 0, 0, 9, 1);
            }
        }
    }

    @Test
    void randomOctetsEndTheirConnection() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 200; i++) {
            byte[] octets = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(octets);
            try (RawConnection raw = RawConnection.connect(broker.port())) {
                if (i % 2 == 0) {
                    raw.opened();
                    octets[0] = (byte) (random.nextInt(8) == 0 ? 4 : 1 + random.nextInt(3));
                    octets[Math.min(2, octets.length - 1)] = (byte) random.nextInt(2);
                }
                raw.send(octets);
                raw.shutdownOutput();
                raw.readToEnd();
            } catch (java.net.SocketException e) {
                // closed before all of it was sent
            }
        }
    }

    @Test
    void wrongFramesAre501() throws Exception {
        closesTheConnection(
                501,
                "type 1, all octets = <<>>: {frame_too_large,200000,131064}",
                raw -> raw.send(RawConnection.frame(1, 1, 200_000, new byte[20], 0)));
        closesTheConnection(
                501, "frame_too_large,4294967295", raw -> raw.send(RawConnection.frame(3, 1, -1, new byte[20], 0)));
        closesTheConnection(
                501, "{invalid_frame_end_marker,7}", raw -> raw.send(RawConnection.frame(1, 1, 4, new byte[4], 7)));
        closesTheConnection(501, "unknown_frame", raw -> raw.frame(4, 1, new byte[30]));
        closesTheConnection(501, "unknown_frame", raw -> raw.frame(RawConnection.METHOD, 1, new byte[1]));
    }

    @Test
    void framesInTheWrongPlaceAre505() throws Exception {
        String noMethod = "expected method frame, got non method frame instead";
        closesTheConnection(505, noMethod, raw -> raw.header(10));
        closesTheConnection(505, noMethod, raw -> raw.frame(RawConnection.BODY, 1, new byte[3]));
        closesTheConnection(505, "type 2, all octets = ", raw -> raw.frame(RawConnection.HEADER, 0, new byte[14]));
        closesTheConnection(505, "type 8", raw -> raw.frame(RawConnection.HEARTBEAT, 1, new byte[0]));
        closesTheConnection(505, "got non content header frame instead", raw -> {
            raw.publish("q");
            raw.publish("q");
        });
        closesTheConnection(505, "expected content body, got non content body frame instead", raw -> {
            raw.publish("q");
            raw.header(10);
            raw.header(10);
        });
        closesTheConnection(501, "content body frame exceeds remaining content size", raw -> {
            raw.publish("q");
            raw.header(10);
            raw.frame(RawConnection.BODY, 1, new byte[11]);
        });
        closesTheConnection(
                504, "expected 'channel.open'", raw -> raw.method(7, 60, 10, args -> args.write(new byte[7])));
        closesTheConnection(504, "second 'channel.open' seen", raw -> raw.method(1, 20, 10, args -> args.write(0)));
    }

    @Test
    void hugeBodiesAreRefusedByTheirHeader() throws Exception {
        closesTheConnection(501, "content body size 9223372036854775807 exceeds maximum allowed size", raw -> {
            raw.publish("q");
            raw.header(Long.MAX_VALUE);
        });
        try (RawConnection raw = RawConnection.open(broker.port())) {
            raw.publish("q");
            raw.header(17 << 20);
            Close close = raw.expectChannelClose();
            assertThat(close.code()).isEqualTo(406);
            assertThat(close.text()).contains("message size 17825792 is larger than configured max size 16777216");
        }
    }

    @Test
    void aTableNestedTooDeepIsNoEndOfTheStack() throws Exception {
        byte[] table = nested();
        closesTheConnection(
                502,
                "SYNTAX_ERROR - ",
                raw -> raw.method(1, 50, 10, args -> {
                    args.writeShort(0);
                    RawConnection.shortText(args, "q");
                    args.write(0);
                    args.write(table);
                }));
    }

    /** A field table in a field table, and so on; with its length. */
    private static byte[] nested() throws IOException {
        int entry = 2 + 1; // name "a", type F
        byte[] octets = new byte[4 + NESTED * (entry + 4)];
        ByteBuffer out = ByteBuffer.wrap(octets);
        for (int i = 0; i <= NESTED; i++) {
            out.putInt(octets.length - out.position() - 4);
            if (i < NESTED) {
                out.put((byte) 1).put((byte) 'a').put((byte) 'F');
            }
        }
        return octets;
    }

    @Test
    void framesCutAnywhereHoldNothingWhenTheirSenderGoes() throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(message);
        out.write(RawConnection.frame(1, 1, 12, new byte[] {0, 60, 0, 40, 0, 0, 0, 1, 'q', 0, 0, 0}, 0xCE));
        out.write(RawConnection.frame(2, 1, 14, new byte[] {0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0}, 0xCE));
        out.write(RawConnection.frame(3, 1, 20, new byte[20], 0xCE));
        byte[] octets = message.toByteArray();
        for (int cut = 1; cut < octets.length; cut += 3) {
            try (RawConnection raw = RawConnection.open(broker.port())) {
                raw.send(Arrays.copyOf(octets, cut));
                if (cut % 2 == 0) {
                    raw.reset();
                }
            }
        }
    }

    @Test
    void twoThousandConnectionsThatNeverFinishTheHandshakeAreClosed() throws Exception {
        List<RawConnection> unfinished = new ArrayList<>();
        Step[] steps = {Step.NOTHING, Step.PROTOCOL_HEADER};
        try {
            for (int i = 0; i < UNFINISHED; i++) {
                RawConnection raw = RawConnection.connect(broker.port());
                unfinished.add(raw);
                raw.handshake(steps[i % steps.length]);
            }
            for (Step step : List.of(Step.START_OK, Step.TUNE_OK)) {
                RawConnection raw = RawConnection.connect(broker.port());
                unfinished.add(raw);
                raw.handshake(step);
            }
            bystander.awaitRounds(3);
            for (RawConnection raw : unfinished) {
                raw.awaitEnd();
            }
        } finally {
            for (RawConnection raw : unfinished) {
                raw.close();
            }
        }
    }

    @Test
    void peersThatGoAtAnyStepLeaveNothing() throws Exception {
        for (Step step : Step.values()) {
            try (RawConnection raw = RawConnection.connect(broker.port())) {
                raw.handshake(step);
                raw.reset();
            }
            try (RawConnection raw = RawConnection.connect(broker.port())) {
                raw.handshake(step);
                raw.shutdownOutput();
                raw.awaitEnd();
            }
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(broker.connectionCount()).isLessThanOrEqualTo(1));
    }

    @Test
    void methodsInTheWrongStateOfTheHandshakeEndIt() throws Exception {
        try (RawConnection starting = RawConnection.connect(broker.port());
                RawConnection tuning = RawConnection.connect(broker.port())) {
            starting.handshake(Step.PROTOCOL_HEADER);
            tuning.handshake(Step.START_OK);
            for (RawConnection raw : List.of(starting, tuning)) {
                raw.method(0, 10, 51, args -> {});
            }
            starting.awaitEnd(); // not told, as with RabbitMQ
            tuning.awaitEnd();
        }
        try (RawConnection raw = RawConnection.connect(broker.port())) {
            raw.handshake(Step.TUNE_OK);
            raw.startOk(new byte[0], "\0guest\0guest");
            assertThat(raw.expectConnectionClose().text())
                    .isEqualTo("CHANNEL_ERROR - unexpected method in connection state opening");
        }
        try (RawConnection raw = RawConnection.connect(broker.port())) {
            raw.handshake(Step.START_OK);
            raw.tuneOk(2047, 100, 0);
            assertThat(raw.expectConnectionClose().code()).isEqualTo(530);
        }
    }
}
