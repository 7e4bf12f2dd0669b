package io.leveret.dist.store;

import io.leveret.dist.ExternalBroker;
import java.util.ArrayList;
import java.util.List;

/** Publishers that begin and end together. */
final class Publishers {
    private final List<Publisher> members = new ArrayList<>();

    private Publishers() {}

    static Publishers start(ExternalBroker broker, List<Flow> flows, Publisher.Listener listener) throws Exception {
        Publishers publishers = new Publishers();
        for (Flow flow : flows) {
            publishers.members.add(Publisher.start(broker, flow, listener));
        }
        return publishers;
    }

    /** Publishes these flows, which have to end, and returns when all is confirmed. */
    static void publish(ExternalBroker broker, List<Flow> flows, Samples samples, Report report) throws Exception {
        Publishers publishers = start(broker, flows, Publisher.Listener.NOBODY);
        samples.step("fill", publishers::confirmed);
        long began = System.nanoTime();
        publishers.finish();
        double seconds = (System.nanoTime() - began) / 1e9;
        report.say("filled with %,d confirmed messages at %,.0f/s"
                .formatted(publishers.confirmed(), publishers.confirmed() / seconds));
    }

    long published() {
        return members.stream().mapToLong(Publisher::published).sum();
    }

    long confirmed() {
        return members.stream().mapToLong(Publisher::confirmed).sum();
    }

    /** Flows without end end now. */
    void stop() {
        members.forEach(Publisher::stop);
    }

    /** Returns when everything is published and confirmed. */
    void finish() throws Exception {
        for (Publisher publisher : members) {
            publisher.finish();
        }
    }

    /** Returns when the threads have ended, as they do when their broker is gone. */
    void awaitEnd() throws InterruptedException {
        for (Publisher publisher : members) {
            publisher.awaitEnd();
        }
    }
}
