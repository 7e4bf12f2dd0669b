package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.leveret.dist.RawConnection.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that ask for one thing over and over, and do not read the answers at first: none is lost, and the client beside them is served. */
@Timeout(240)
class FloodIT {
    private static final int CONNECTION_LIMIT = 50;

    /** Above the limit so many are told that it is reached, and more than these not even listened to. */
    private static final int TOLD = 256;

    private static final int CHANNEL_MAX = 2047;
    private static final int TINY = 200_000;
    private static final int REQUESTS = 30_000;
    private static final int QUEUES = 3_000;

    @TempDir
    Path folder;

    private TestBroker broker;
    private Bystander bystander;

    @BeforeEach
    void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"), "leveret.limits.connections=" + CONNECTION_LIMIT);
        bystander = new Bystander(broker.connect());
        bystander.awaitRounds(1);
    }

    @AfterEach
    void everythingIsBack() throws Exception {
        try (TestBroker closed = broker;
                Bystander last = bystander) {
            last.awaitRounds(3);
            closed.awaitConnections(1);
        }
    }

    /** What is sent all the time. */
    private interface Request {
        void on(RawConnection raw) throws IOException;
    }

    /** Sends so many requests, which the broker may not take until their answers are read. */
    private CompletableFuture<Void> flood(RawConnection raw, int count, Request request) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    request.on(raw);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void ofConnectionsBeyondTheLimit() throws Exception {
        List<RawConnection> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTION_LIMIT + TOLD + 100; i++) {
                crowd.add(RawConnection.connect(broker.port()));
            }
            for (RawConnection raw : crowd.subList(CONNECTION_LIMIT + TOLD, crowd.size())) {
                assertThat(raw.readToEnd())
                        .as("of those that nobody listens to")
                        .isEmpty();
            }
            RawConnection told = crowd.get(CONNECTION_LIMIT);
            told.handshake(Step.TUNE_OK);
            told.method(0, 10, 40, args -> {
                RawConnection.shortText(args, "/");
                args.writeShort(0);
            });
            assertThat(told.expectConnectionClose().text())
                    .isEqualTo("NOT_ALLOWED - connection refused: node connection limit (50) is reached");
            bystander.awaitRounds(10);
        } finally {
            for (RawConnection raw : crowd) {
                raw.close();
            }
        }
        broker.awaitConnections(1);
        RawConnection.open(broker.port()).close();
        assertThat(broker.complaints()).as("one line for all of them").hasSize(1);
        broker.allowComplaints("WARN connection refused, too many are open");
    }

    @Test
    void ofChannels() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            int[] number = {1};
            CompletableFuture<Void> flood = flood(raw, CHANNEL_MAX - 1, each -> openChannel(each, ++number[0]));
            bystander.awaitRounds(5);
            for (int i = 1; i < CHANNEL_MAX; i++) {
                raw.expect(20, 11);
            }
            flood.join();
            openChannel(raw, ++number[0]);
            assertThat(raw.expectConnectionClose().text()).contains("number of channels opened (2047)");
        }
    }

    private static void openChannel(RawConnection raw, int number) throws IOException {
        raw.method(number, 20, 10, args -> args.write(0));
    }

    @Test
    void ofHeartbeats() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            byte[] heartbeats = frames(RawConnection.HEARTBEAT, 0, TINY);
            CompletableFuture<Void> flood = flood(raw, 5, each -> each.send(heartbeats));
            bystander.awaitRounds(10);
            flood.join();
            isServed(raw);
        }
    }

    @Test
    void ofFramesWithoutAnOctetInThem() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            RawRequests.declareExclusive(raw, "mine");
            raw.publish("mine");
            raw.header(1);
            byte[] empty = frames(RawConnection.BODY, 1, TINY);
            CompletableFuture<Void> flood = flood(raw, 5, each -> each.send(empty));
            bystander.awaitRounds(10);
            flood.join();
            raw.frame(RawConnection.BODY, 1, new byte[1]);
            RawRequests.consume(raw, "mine", 1);
        }
    }

    private static byte[] frames(int type, int channel, int count) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        byte[] one = RawConnection.frame(type, channel, 0, new byte[0], RawConnection.END);
        for (int i = 0; i < count; i++) {
            frames.write(one);
        }
        return frames.toByteArray();
    }

    private static void isServed(RawConnection raw) throws IOException {
        RawRequests.declareExclusive(raw, "still-mine");
    }

    @Test
    void ofMessagesThatAreReturned() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            CompletableFuture<Void> flood = flood(raw, REQUESTS, FloodIT::publishToNobody);
            bystander.awaitRounds(10);
            for (int i = 0; i < REQUESTS; i++) {
                raw.expect(60, 50);
                raw.read();
                raw.read();
            }
            flood.join();
            isServed(raw);
        }
    }

    private static void publishToNobody(RawConnection raw) throws IOException {
        raw.method(1, 60, 40, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, "amq.direct");
            RawConnection.shortText(args, "nobody");
            args.write(1); // mandatory
        });
        raw.header(1_000);
        raw.frame(RawConnection.BODY, 1, new byte[1_000]);
    }

    @Test
    void ofGets() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel();
                RawConnection raw = RawConnection.open(broker.port())) {
            channel.queueDeclare("wanted", false, false, false, null);
            for (int i = 0; i < REQUESTS / 2; i++) {
                channel.basicPublish("", "wanted", null, new byte[1_000]);
            }
            channel.queueDeclarePassive("wanted"); // all are taken
            CompletableFuture<Void> flood = flood(raw, REQUESTS, each -> RawRequests.get(each, "wanted"));
            bystander.awaitRounds(10);
            for (int i = 1; i <= REQUESTS / 2; i++) {
                assertThat(RawRequests.got(raw)).isEqualTo(i);
            }
            for (int i = 0; i < REQUESTS / 2; i++) {
                raw.expect(60, 72);
            }
            flood.join();
        }
    }

    @Test
    void ofDeclares() throws Exception {
        try (RawConnection raw = RawConnection.open(broker.port())) {
            RawRequests.declareExclusive(raw, "mine");
            CompletableFuture<Void> same = flood(raw, REQUESTS, each -> RawRequests.declarePassive(each, "mine"));
            bystander.awaitRounds(10);
            for (int i = 0; i < REQUESTS; i++) {
                raw.expect(50, 11);
            }
            same.join();
            for (int i = 0; i < QUEUES; i++) {
                RawRequests.declareExclusive(raw, "mine-" + i);
            }
        }
    }
}
