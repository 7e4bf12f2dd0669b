package io.leveret.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a broker that has just started needs for 20,000 durable queues that a connection declares and binds in one go (no-wait, an answer to
 * the last only), for as many more, and for deleting them; the goal is less than 2 s for the declares. It asserts nothing, and runs only when it is named:
 *
 * <pre>mvn -B verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=QueueDeclares -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 */
class QueueDeclares {
    private static final int QUEUES = 20_000;
    private static final int DURABLE = 0b10;
    private static final int NO_WAIT = 0b10000;

    @TempDir
    Path folder;

    /** Sends one method for the queue with this number; {@code last} wants an answer and waits for it. */
    private interface Step {
        void on(RawConnection connection, int queue, boolean last) throws IOException;
    }

    @Test
    @Timeout(300)
    void measure() throws Exception {
        try (ExternalBroker broker = ExternalBroker.start(folder.resolve("data"), "")) {
            try (RawConnection connection = RawConnection.open(broker.port())) {
                time("declared after the start", connection, 0, QueueDeclares::declare);
                time("declared then", connection, QUEUES, QueueDeclares::declare);
                time("bound to amq.topic", connection, 0, QueueDeclares::bind);
                time("deleted", connection, 0, QueueDeclares::delete);
            }
            broker.stop();
        }
    }

    private static void time(String what, RawConnection connection, int first, Step step) throws IOException {
        Duration cpuBefore = processorTime();
        long began = System.nanoTime();
        for (int i = 1; i <= QUEUES; i++) {
            step.on(connection, first + i, i == QUEUES);
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        System.getLogger("QueueDeclares")
                .log(
                        System.Logger.Level.INFO,
                        "{0} queues {1} in {2} ms, processor time of the broker {3} ms",
                        QUEUES,
                        what,
                        millis,
                        processorTime().minus(cpuBefore).toMillis());
    }

    private static Duration processorTime() {
        return ProcessHandle.current()
                .children()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void declare(RawConnection connection, int queue, boolean last) throws IOException {
        connection.method(1, 50, 10, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, "application.queue-" + queue);
            args.write(last ? DURABLE : DURABLE | NO_WAIT);
            args.writeInt(0);
        });
        if (last) {
            connection.expect(50, 11);
        }
    }

    private static void bind(RawConnection connection, int queue, boolean last) throws IOException {
        connection.method(1, 50, 20, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, "application.queue-" + queue);
            RawConnection.shortText(args, "amq.topic");
            RawConnection.shortText(args, "orders.*.item-" + queue + ".#");
            args.write(last ? 0 : 1);
            args.writeInt(0);
        });
        if (last) {
            connection.expect(50, 21);
        }
    }

    private static void delete(RawConnection connection, int queue, boolean last) throws IOException {
        connection.method(1, 50, 40, args -> {
            args.writeShort(0);
            RawConnection.shortText(args, "application.queue-" + queue);
            args.write(last ? 0 : 0b100);
        });
        if (last) {
            connection.expect(50, 41);
        }
    }
}
