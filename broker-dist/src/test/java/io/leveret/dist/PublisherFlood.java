package io.leveret.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Publishers that never stop, small transient messages for the most part, against a broker with a heap of 128 MiB: when they are blocked, consumers make room until they
 * are not, over and over. Another consumer must be served all the time. It runs only when it is named, for ten minutes or as many as asked for, and takes some GiB of
 * disk; {@link AlarmIT} is the short form:
 *
 * <pre>mvn -B verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PublisherFlood -Dfailsafe.failIfNoSpecifiedTests=false -Dleveret.flood.minutes=10</pre>
 */
class PublisherFlood {
    private static final long MINUTES = Long.getLong("leveret.flood.minutes", 10);
    private static final int PUBLISHERS = 4;
    private static final int STEADY_A_SECOND = 100;
    private static final long LONGEST_GAP_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String QUEUE = "flood";
    private static final System.Logger LOG = System.getLogger(PublisherFlood.class.getName());

    @TempDir
    Path folder;

    private final Map<Connection, Boolean> blocked = new ConcurrentHashMap<>();
    private final AtomicInteger blockings = new AtomicInteger();
    private final AtomicInteger unblockings = new AtomicInteger();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong consumed = new AtomicLong();
    private final AtomicLong lastServed = new AtomicLong();
    private final AtomicLong longestGap = new AtomicLong();
    private final AtomicInteger served = new AtomicInteger();
    private volatile boolean over;
    private volatile boolean drained;

    @Test
    void noFloodTakesAllMemory() throws Exception {
        List<Thread> publishers = new ArrayList<>();
        try (ExternalBroker broker = ExternalBroker.start(folder.resolve("data"), "-Xmx128m")) {
            try (Connection others = broker.connect()) {
                others.createChannel().queueDeclare(QUEUE, false, false, false, null);
                serve(others.createChannel());
                for (int i = 0; i < PUBLISHERS; i++) {
                    publishers.add(publisher(broker.connect()));
                }
                Thread drain = start("drain", () -> drain(others));
                long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
                while (System.nanoTime() < end && broker.isAlive()) {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
                    say();
                }
                over = true; // who is blocked ends when there is room
                for (Thread publisher : publishers) {
                    publisher.join();
                }
                blocked.keySet().forEach(Connection::abort); // answered when what they had sent before was taken
                drained = true;
                drain.join();
            }
            assertThat(broker.isAlive()).as("alive").isTrue();
            assertThat(broker.stop()).as("exit code").isZero();
        }
        say();
        assertThat(blockings.get()).as("times that a publisher was blocked").isGreaterThan(PUBLISHERS);
        assertThat(unblockings.get()).as("times that one was unblocked").isPositive();
        assertThat(longestGap.get()).as("longest wait of another consumer").isLessThan(LONGEST_GAP_NANOS);
        assertThat(Files.readString(folder.resolve("broker.log"))).doesNotContain("OutOfMemory", "ERROR");
    }

    private void say() {
        LOG.log(
                System.Logger.Level.INFO,
                "published {0} consumed {1}, blocked {2} and unblocked {3} times; another consumer: {4} messages, waited {5} ms at most",
                published.get(),
                consumed.get(),
                blockings.get(),
                unblockings.get(),
                served.get(),
                TimeUnit.NANOSECONDS.toMillis(longestGap.get()));
    }

    /** A consumer that takes its messages one by one, out of a queue that was filled before. */
    private void serve(Channel channel) throws IOException {
        channel.queueDeclare("steady", true, false, false, null);
        for (long i = 0; i < (MINUTES + 1) * 60 * STEADY_A_SECOND; i++) {
            channel.basicPublish("", "steady", null, new byte[100]);
        }
        channel.queueDeclarePassive("steady"); // answered when all before it has been taken
        channel.basicQos(1);
        lastServed.set(System.nanoTime());
        channel.basicConsume(
                "steady",
                false,
                (tag, delivery) -> {
                    long now = System.nanoTime();
                    longestGap.accumulateAndGet(now - lastServed.get(), Math::max);
                    served.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / STEADY_A_SECOND);
                    lastServed.set(System.nanoTime());
                    channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
                },
                tag -> {});
    }

    private Thread publisher(Connection connection) throws IOException {
        blocked.put(connection, false);
        connection.addBlockedListener(
                reason -> {
                    blockings.incrementAndGet();
                    blocked.put(connection, true);
                },
                () -> {
                    unblockings.incrementAndGet();
                    blocked.put(connection, false);
                });
        Channel channel = connection.createChannel();
        return start("publisher", () -> {
            for (int i = 0; !over; i++) {
                channel.basicPublish("", QUEUE, null, new byte[i % 1000 == 0 ? 10_000 : 20]);
                published.incrementAndGet();
            }
        });
    }

    /** Consumes while all publishers are blocked, and until none of them is. */
    private void drain(Connection connection) throws IOException {
        while (!drained) {
            if (!over && blocked.containsValue(false)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                continue;
            }
            Channel channel = connection.createChannel();
            channel.basicQos(500);
            channel.basicConsume(
                    QUEUE,
                    false,
                    new HashMap<>(),
                    (tag, delivery) -> {
                        if (consumed.incrementAndGet() % 100 == 0) {
                            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), true);
                        }
                    },
                    tag -> {});
            while (!drained && (over || blocked.containsValue(true))) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            channel.abort();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | RuntimeException e) {
                        // its connection was closed: over
                    }
                },
                name);
        thread.start();
        return thread;
    }
}
