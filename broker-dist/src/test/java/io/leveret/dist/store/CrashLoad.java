package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * Publishers with confirms and consumers with acks until their broker is gone: of two queues all is taken, and publishers wait for the consumer when it is a
 * thousand messages behind; of two others about half, here and there, and more slowly than they fill, so that they become deep.
 */
final class CrashLoad {
    static final List<String> QUEUES = List.of("steady-0", "steady-1", "deep-0", "deep-1");
    private static final int PUBLISHERS = 2 * QUEUES.size();
    private static final int LARGE = 200 * 1024;

    private static final int LEAD = 1_000;
    private static final int ENDLESS = 1 << 29;

    private final CrashHistory history;
    private final List<Semaphore> leads;
    private final Publishers publishers;

    private CrashLoad(CrashHistory history, List<Semaphore> leads, Publishers publishers) {
        this.history = history;
        this.leads = leads;
        this.publishers = publishers;
    }

    static CrashLoad start(ExternalBroker broker, CrashHistory history, Random random) throws Exception {
        List<Semaphore> leads = new ArrayList<>();
        for (String queue : QUEUES) {
            boolean steady = queue.startsWith("steady");
            Semaphore lead = new Semaphore(steady ? LEAD - (int) Setup.count(broker, List.of(queue)) : ENDLESS);
            leads.add(lead);
            Random choice = new Random(random.nextLong());
            CrashConsumer.start(broker.connect(), history, queue, steady ? 1 : 0.5, choice, lead);
        }
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            List<String> queue = List.of(QUEUES.get(i % QUEUES.size()));
            flows.add(Flow.toQueues(i, queue)
                    .from(history.next(i))
                    .bodySize(LARGE)
                    .window(500));
        }
        return new CrashLoad(history, leads, Publishers.start(broker, flows, new Recorder(history, leads)));
    }

    void runUntilConfirmed(long messages) {
        Patience.awaitAtLeast("confirms", messages, history::confirmedSinceStart);
    }

    /** To be called when the broker is gone. */
    void awaitEnd() throws InterruptedException {
        leads.forEach(lead -> lead.release(ENDLESS));
        publishers.awaitEnd();
    }

    private record Recorder(CrashHistory history, List<Semaphore> leads) implements Publisher.Listener {
        @Override
        public void publishing(int publisher, long number) {
            leads.get(publisher % leads.size()).acquireUninterruptibly();
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
