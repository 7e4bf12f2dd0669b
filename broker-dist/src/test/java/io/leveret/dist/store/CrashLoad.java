package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Publishers with confirms and consumers with acks until their broker is gone: of two queues all is taken at once, of two others about half, here and there,
 * and more slowly than they fill, so that they become deep.
 */
final class CrashLoad {
    static final List<String> QUEUES = List.of("steady-0", "steady-1", "deep-0", "deep-1");
    private static final int PUBLISHERS = 2 * QUEUES.size();
    private static final int LARGE = 200 * 1024;

    private final CrashHistory history;
    private final Publishers publishers;

    private CrashLoad(CrashHistory history, Publishers publishers) {
        this.history = history;
        this.publishers = publishers;
    }

    static CrashLoad start(ExternalBroker broker, CrashHistory history, Random random) throws Exception {
        for (String queue : QUEUES) {
            double share = queue.startsWith("steady") ? 1 : 0.5;
            CrashConsumer.start(broker.connect(), history, queue, share, new Random(random.nextLong()));
        }
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            List<String> queue = List.of(QUEUES.get(i % QUEUES.size()));
            flows.add(Flow.toQueues(i, queue)
                    .from(history.next(i))
                    .bodySize(LARGE)
                    .window(500));
        }
        return new CrashLoad(history, Publishers.start(broker, flows, new Recorder(history)));
    }

    void runUntilConfirmed(long messages) {
        Patience.awaitAtLeast("confirms", messages, history::confirmedSinceStart);
    }

    void awaitEnd() throws InterruptedException {
        publishers.awaitEnd();
    }

    private record Recorder(CrashHistory history) implements Publisher.Listener {
        @Override
        public void publishing(int publisher, long number) {
            history.publishing(publisher, number);
        }

        @Override
        public void confirmed(int publisher, long number) {
            history.confirmed(publisher, number);
        }

        /** Of all sizes up to 2,000 octets, and now and then a large one. */
        @Override
        public int bodySize(Flow flow, long number) {
            return number % 1_000 == 999 ? LARGE : (int) (number * 7_919 % 2_000);
        }
    }
}
