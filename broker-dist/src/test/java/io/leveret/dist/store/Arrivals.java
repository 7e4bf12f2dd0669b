package io.leveret.dist.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether all messages of some {@link Flow}s arrive from their queues, whole, each once, each publisher's in order. Flows have to begin at 0. Owner: the thread of one channel's consumers; counts may be read by others.
 */
final class Arrivals {
    private static final int TOLD = 5;

    private final int step;
    private final int publishers;
    private final long[] next;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final List<String> examples = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private final Runnable afterEach;

    private Arrivals(int step, int publishers, long[] next, Runnable afterEach) {
        this.step = step;
        this.publishers = publishers;
        this.next = next;
        this.afterEach = afterEach;
    }

    /** Of publishers that send to the queues in turn. */
    static Arrivals inTurn(int queues, int publishers, Runnable afterEach) {
        long[] first = new long[queues * publishers];
        Arrays.setAll(first, slot -> slot / publishers);
        return new Arrivals(queues, publishers, first, afterEach);
    }

    static Arrivals inTurn(int queues, int publishers) {
        return inTurn(queues, publishers, () -> {});
    }

    /** Of publishers whose every message goes to every queue. */
    static Arrivals copies(int queues, int publishers) {
        return new Arrivals(1, publishers, new long[queues * publishers], () -> {});
    }

    long received() {
        return received.get();
    }

    Latencies latencies() {
        return latencies;
    }

    void arrived(int queue, byte[] octets) {
        try {
            NumberedBody body = NumberedBody.read(octets);
            latencies.add(System.nanoTime() - body.dueNanos());
            int slot = queue * publishers + body.publisher();
            if (body.number() != next[slot]) {
                wrong("queue " + queue + ", publisher " + body.publisher() + ": message " + body.number() + " where "
                        + next[slot] + " was expected");
            }
            next[slot] = body.number() + step;
        } catch (RuntimeException e) {
            wrong("queue " + queue + ": " + e);
        }
        received.incrementAndGet();
        afterEach.run();
    }

    private void wrong(String example) {
        if (wrong.getAndIncrement() < TOLD) {
            examples.add(example);
        }
    }

    /** Everything of flows of {@code count} messages each is there, and nothing was wrong. To be asked when nothing arrives any more. */
    boolean complete(long count) {
        return wrong.get() == 0 && Arrays.stream(next).allMatch(number -> number >= count);
    }

    boolean inOrder() {
        return wrong.get() == 0;
    }

    @Override
    public String toString() {
        return String.format("%,d messages, %,d wrong %s", received(), wrong.get(), examples);
    }
}
