package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.leveret.dist.RawConnection.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is told to stop while clients do whatever they do: it does so in order and in time, and what was confirmed is there afterwards. */
@Timeout(120)
class StopIT {
    private static final int CONFIRMED = 2_000;
    private static final int GUESSES = 20;
    private static final String QUEUE = "kept";

    /** Clients have four seconds to answer; the rest is for a busy machine. */
    private static final long LONGEST_STOP_SECONDS = 30;

    @TempDir
    Path folder;

    private final List<RawConnection> crowd = new ArrayList<>();

    @Test
    void noClientKeepsTheBrokerFromStopping() throws Exception {
        try (ExternalBroker broker = start()) {
            fill(broker);
            crowd(broker.port());
            CompletableFuture<Void> flood = unreadGets(RawConnection.open(broker.port()));
            long began = System.nanoTime();

            assertThat(broker.stop()).as("exit code").isZero();

            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began))
                    .as("seconds")
                    .isLessThan(LONGEST_STOP_SECONDS);
            flood.join();
            for (RawConnection raw : crowd) {
                raw.close();
            }
        }
        assertThat(Files.readAllLines(folder.resolve("broker.log")))
                .noneMatch(line -> line.matches(".*( WARN | ERROR |Exception|^\tat ).*"));
        try (ExternalBroker again = start();
                Connection connection = again.connect();
                Channel channel = connection.createChannel()) {
            assertThat(channel.messageCount(QUEUE)).as("none of them was acked").isEqualTo(CONFIRMED);
        }
    }

    private ExternalBroker start() throws IOException {
        return ExternalBroker.start(folder.resolve("data"), "-Xmx128m", "leveret.journal.file-size=4 MiB");
    }

    private static void fill(ExternalBroker broker) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.confirmSelect();
            for (int i = 0; i < CONFIRMED; i++) {
                channel.basicPublish("", QUEUE, MessageProperties.PERSISTENT_BASIC, new byte[1_000]);
            }
            channel.waitForConfirmsOrDie(60_000);
        }
    }

    /** Clients at every step, with passwords that are being checked, half a message, unacked deliveries, an open transaction. */
    private void crowd(int port) throws IOException {
        for (Step step : Step.values()) {
            connected(port).handshake(step);
        }
        for (int i = 0; i < GUESSES; i++) {
            RawConnection guessing = connected(port);
            guessing.handshake(Step.PROTOCOL_HEADER);
            guessing.startOk(new byte[0], "\0guest\0guess-" + i);
        }
        RawConnection half = connected(port).opened();
        half.publish(QUEUE);
        half.header(1_000);
        half.frame(RawConnection.BODY, 1, new byte[500]);
        RawRequests.consume(connected(port).opened(), QUEUE, 100);
        RawConnection transaction = connected(port).opened();
        RawRequests.txSelect(transaction);
        RawRequests.publish(transaction, QUEUE, new byte[10]);
        RawRequests.closeConnection(connected(port).opened());
    }

    private RawConnection connected(int port) throws IOException {
        RawConnection raw = RawConnection.connect(port);
        crowd.add(raw);
        return raw;
    }

    /** Asks for messages until the socket is closed, and reads none. */
    private CompletableFuture<Void> unreadGets(RawConnection raw) {
        crowd.add(raw);
        return CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    RawRequests.get(raw, QUEUE);
                }
            } catch (IOException e) {
                // the broker has ended
            }
        });
    }
}
