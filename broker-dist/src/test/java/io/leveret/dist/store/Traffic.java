package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Publishers at full rate and a consumer that keeps up with them: it is never more than some thousand messages behind, or they wait for it. */
final class Traffic {
    private final List<Publisher> publishers = new ArrayList<>();
    private final CheckedConsumer consumer;
    private final Semaphore lead;
    private final int bodySize;

    /** Each publisher sends to all queues in turn. */
    record Shape(String queuePrefix, int queues, int publishers, int window, int bodySize, int prefetch) {}

    private Traffic(CheckedConsumer consumer, Semaphore lead, int bodySize) {
        this.consumer = consumer;
        this.lead = lead;
        this.bodySize = bodySize;
    }

    static Traffic start(ExternalBroker broker, Shape shape) throws Exception {
        List<String> queues = Setup.queues(shape.queuePrefix, shape.queues);
        Setup.declare(broker, queues);
        Semaphore lead = new Semaphore(4 * shape.prefetch);
        Arrivals arrivals = new Arrivals(shape.queues, shape.publishers, lead::release);
        Traffic traffic =
                new Traffic(CheckedConsumer.start(broker, queues, arrivals, shape.prefetch), lead, shape.bodySize);
        for (int i = 0; i < shape.publishers; i++) {
            Flow flow = Flow.toQueues(i, queues).bodySize(shape.bodySize).window(shape.window);
            traffic.publishers.add(Publisher.start(broker, flow, traffic.new Leading()));
        }
        return traffic;
    }

    private final class Leading implements Publisher.Listener {
        @Override
        public void publishing(int publisher, long number) {
            try {
                if (!lead.tryAcquire(2, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("the consumer has taken nothing for two minutes");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    long consumed() {
        return consumer.arrivals().received();
    }

    /** Octets of the bodies that were consumed. */
    long consumedBytes() {
        return consumed() * bodySize;
    }

    long published() {
        return publishers.stream().mapToLong(Publisher::published).sum();
    }

    /** Ends it when all that was published is confirmed and consumed, and the acks are on disk. */
    void finish(Report report) throws Exception {
        publishers.forEach(Publisher::stop);
        for (Publisher publisher : publishers) {
            publisher.finish();
        }
        consumer.finish(published());
        Arrivals arrivals = consumer.arrivals();
        report.check(
                arrivals.inOrder() && arrivals.received() == published(),
                "traffic arrived whole and in order: %s of %,d published".formatted(arrivals, published()));
    }
}
