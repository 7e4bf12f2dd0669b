package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Publishers at full rate and a consumer that keeps up with them: it is never more than some thousand messages behind, or they wait for it. */
final class Traffic {
    private final Publishers publishers;
    private final CheckedConsumer consumer;
    private final int bodySize;

    /** Each publisher sends to all queues in turn. */
    record Shape(String queuePrefix, int queues, int publishers, int window, int bodySize, int prefetch) {}

    private Traffic(Publishers publishers, CheckedConsumer consumer, int bodySize) {
        this.publishers = publishers;
        this.consumer = consumer;
        this.bodySize = bodySize;
    }

    static Traffic start(ExternalBroker broker, Shape shape) throws Exception {
        List<String> queues = Setup.queues(shape.queuePrefix, shape.queues);
        Setup.declare(broker, queues);
        Semaphore lead = new Semaphore(4 * shape.prefetch);
        Arrivals arrivals = Arrivals.inTurn(shape.queues, shape.publishers, lead::release);
        CheckedConsumer consumer = CheckedConsumer.start(broker, queues, arrivals, shape.prefetch);
        List<Flow> flows = IntStream.range(0, shape.publishers)
                .mapToObj(i -> Flow.toQueues(i, queues).bodySize(shape.bodySize).window(shape.window))
                .toList();
        return new Traffic(Publishers.start(broker, flows, new Leading(lead)), consumer, shape.bodySize);
    }

    private record Leading(Semaphore lead) implements Publisher.Listener {
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

    /** Ends it when all that was published is confirmed and consumed, and the acks are on disk. */
    void finish(Report report) throws Exception {
        publishers.stop();
        publishers.finish();
        consumer.finish(publishers.published());
        Arrivals arrivals = consumer.arrivals();
        report.check(
                arrivals.inOrder() && arrivals.received() == publishers.published(),
                "traffic arrived whole and in order: %s of %,d published".formatted(arrivals, publishers.published()));
    }
}
