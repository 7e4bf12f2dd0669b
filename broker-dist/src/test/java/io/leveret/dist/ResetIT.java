package io.leveret.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import io.leveret.dist.RawConnection.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sockets that are reset, whatever their client was about: what it had is gone, what it had not acked is ready again, in its old order. */
@Timeout(180)
class ResetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int READY = 20;
    private static final int TIMES = 5;

    /** Holds messages that nobody acks. */
    private static final String HELD = "held";

    /** For what may arrive or not. */
    private static final String ELSEWHERE = "elsewhere";

    @TempDir
    private static Path folder;

    private static TestBroker broker;
    private static Bystander bystander;
    private static Connection connection;
    private static Channel observer;
    private static BrokerTotals before;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(folder.resolve("data"), "leveret.listeners.management.enabled=true");
        bystander = new Bystander(broker.connect());
        connection = broker.connect();
        observer = connection.createChannel();
        observer.queueDeclare(HELD, true, false, false, null);
        observer.queueDeclare(ELSEWHERE, true, false, false, null);
        for (int i = 0; i < READY; i++) {
            observer.basicPublish("", HELD, null, Integer.toString(i).getBytes(UTF_8));
        }
        bystander.awaitRounds(1);
        before = BrokerTotals.of(broker.managementPort());
    }

    @AfterAll
    static void stop() throws Exception {
        try (TestBroker closed = broker;
                Bystander last = bystander;
                Connection ended = connection) {
            last.awaitRounds(1);
            assertThat(ended.isOpen() && closed.connectionCount() == 2).isTrue();
        }
    }

    interface Doing {
        void on(RawConnection raw) throws IOException;
    }

    static final List<Named<Doing>> MOMENTS = List.of(
            Named.of("half of the protocol header", raw -> raw.send(new byte[] {'A', 'M', 'Q', 'P'})),
            Named.of("a password is checked", raw -> {
                raw.handshake(Step.PROTOCOL_HEADER);
                raw.startOk(new byte[0], "\0guest\0wrong");
            }),
            Named.of("the right password is checked", raw -> {
                raw.handshake(Step.PROTOCOL_HEADER);
                raw.startOk(new byte[0], "\0guest\0guest");
            }),
            Named.of("open is not answered", raw -> {
                raw.handshake(Step.TUNE_OK);
                raw.method(0, 10, 40, args -> {
                    RawConnection.shortText(args, "/");
                    args.writeShort(0);
                });
            }),
            Named.of("amid a method", raw -> {
                RawRequests.declareExclusive(raw.opened(), "mine");
                raw.send(Arrays.copyOf(RawConnection.frame(RawConnection.METHOD, 1, 20, new byte[20], 0xCE), 12));
            }),
            Named.of("amid a content header", raw -> {
                raw.opened().publish(HELD);
                raw.send(Arrays.copyOf(RawConnection.frame(RawConnection.HEADER, 1, 14, new byte[14], 0xCE), 9));
            }),
            Named.of("amid a body", raw -> {
                raw.opened().publish(HELD);
                raw.header(1_000);
                raw.frame(RawConnection.BODY, 1, new byte[600]);
                raw.send(Arrays.copyOf(RawConnection.frame(RawConnection.BODY, 1, 400, new byte[400], 0xCE), 300));
            }),
            Named.of("deliveries are unacked", raw -> RawRequests.consume(raw.opened(), HELD, READY)),
            Named.of("deliveries are not read", raw -> RawRequests.consume(raw.opened(), HELD, 0)),
            Named.of("a message was got", raw -> {
                RawRequests.get(raw.opened(), HELD);
                RawRequests.got(raw);
            }),
            Named.of("confirms are outstanding", raw -> {
                RawRequests.confirmSelect(raw.opened());
                for (int i = 0; i < 100; i++) {
                    RawRequests.publish(raw, ELSEWHERE, new byte[100]);
                }
            }),
            Named.of("a transaction is open", raw -> {
                RawRequests.txSelect(raw.opened());
                RawRequests.publish(raw, HELD, new byte[100]);
                RawRequests.ack(raw, RawRequests.consume(raw, HELD, READY));
            }),
            Named.of("a commit is not answered", raw -> {
                RawRequests.txSelect(raw.opened());
                RawRequests.publish(raw, ELSEWHERE, new byte[100]);
                RawRequests.txCommit(raw);
            }),
            Named.of("the broker closes the channel", raw -> {
                RawRequests.consume(raw.opened(), HELD, READY);
                RawRequests.declarePassive(raw, "nowhere");
                raw.expect(20, 40);
            }),
            Named.of("the broker closes the connection", raw -> {
                RawRequests.consume(raw.opened(), HELD, READY);
                raw.header(10);
                raw.expect(10, 50);
            }),
            Named.of("channel close is not answered", raw -> {
                RawRequests.consume(raw.opened(), HELD, READY);
                RawRequests.closeChannel(raw);
            }),
            Named.of("close is not answered", raw -> {
                RawRequests.declareExclusive(raw.opened(), "mine");
                RawRequests.consume(raw, HELD, READY);
                RawRequests.closeConnection(raw);
            }),
            Named.of("close was answered", raw -> {
                RawRequests.consume(raw.opened(), HELD, READY);
                RawRequests.closeConnection(raw);
                raw.expect(10, 51);
            }),
            Named.of("an exclusive queue has a consumer", raw -> {
                RawRequests.declareExclusive(raw.opened(), "mine");
                RawRequests.publish(raw, "mine", new byte[10]);
                RawRequests.consume(raw, "mine", 1);
            }),
            Named.of("many channels are open", raw -> {
                raw.opened();
                for (int i = 2; i <= 100; i++) {
                    raw.method(i, 20, 10, args -> args.write(0));
                }
            }));

    @ParameterizedTest
    @FieldSource("MOMENTS")
    void nothingIsLeftOfWhoIsResetWhen(Doing moment) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (RawConnection raw = RawConnection.connect(broker.port())) {
                moment.on(raw);
                raw.reset();
            }
            awaitNothingLeft();
        }
        GetResponse first = observer.basicGet(HELD, false);
        observer.basicReject(first.getEnvelope().getDeliveryTag(), true);
        assertThat(first.getBody()).as("the first message").isEqualTo("0".getBytes(UTF_8));
        bystander.awaitRounds(1);
    }

    private static void awaitNothingLeft() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            assertThat(observer.messageCount(HELD)).as("ready").isEqualTo(READY);
            assertThat(BrokerTotals.of(broker.managementPort())).isEqualTo(before);
            assertThat(broker.connectionCount()).isEqualTo(2);
        });
    }
}
