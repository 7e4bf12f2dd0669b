package io.leveret.dist.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What clients know of their messages, and whether a broker that was started again agrees: what was confirmed and not acked has to be there, what was never
 * published or whose ack is on disk must not be. Publisher p sends to queue p modulo their count. Shared by the clients' threads, under its lock.
 */
final class CrashHistory {
    private static final int TOLD = 10;
    private static final int TOLD_IN_ALL = 100;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Fates> publishers = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private long confirmedSinceStart;
    private boolean closed;

    /** By number: bit sets of one publisher's messages. */
    private static final class Fates {
        private final BitSet mayBeThere = new BitSet();
        private final BitSet confirmed = new BitSet();
        private final BitSet acked = new BitSet();
        private long next;
    }

    private void with(int publisher, Consumer<Fates> change) {
        lock.lock();
        try {
            change.accept(publishers.computeIfAbsent(publisher, key -> new Fates()));
        } finally {
            lock.unlock();
        }
    }

    void publishing(int publisher, long number) {
        with(publisher, fates -> {
            fates.mayBeThere.set((int) number);
            fates.next = number + 1;
        });
    }

    void confirmed(int publisher, long number) {
        with(publisher, fates -> {
            if (!closed) {
                fates.confirmed.set((int) number);
                confirmedSinceStart++;
            }
        });
    }

    /** An ack is about to be sent: from now on the message may be gone. */
    void acked(NumberedBody body) {
        with(body.publisher(), fates -> fates.acked.set((int) body.number()));
    }

    /** The broker has said that this ack is on disk: the message must not come back. */
    void settled(NumberedBody body) {
        with(body.publisher(), fates -> {
            if (!closed) {
                fates.mayBeThere.clear((int) body.number());
            }
        });
    }

    /** Confirms and ends of acks that are heard from now on say nothing about the disk, until the next comparison. */
    void closeUntilCompared() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    long confirmedSinceStart() {
        lock.lock();
        try {
            return confirmedSinceStart;
        } finally {
            lock.unlock();
        }
    }

    /** The first number that this publisher has not used. */
    long next(int publisher) {
        lock.lock();
        try {
            Fates fates = publishers.get(publisher);
            return fates == null ? 0 : fates.next;
        } finally {
            lock.unlock();
        }
    }

    /** A delivery that is not what was published. */
    void broken(RuntimeException cause) {
        lock.lock();
        try {
            wrong.add(cause.toString());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Compares with all that a started broker has, queue by queue in order, and answers what is wrong. From then on this is how it is: what was found
     * is durable, what was not found must not come back.
     */
    List<String> compare(List<List<NumberedBody>> queues) {
        lock.lock();
        try {
            Map<Integer, BitSet> found = new HashMap<>();
            for (int queue = 0; queue < queues.size(); queue++) {
                Map<Integer, Long> last = new HashMap<>();
                for (NumberedBody body : queues.get(queue)) {
                    long before = last.getOrDefault(body.publisher(), -1L);
                    if (body.number() <= before || body.publisher() % queues.size() != queue) {
                        wrong.add(body + " comes after " + before + " in queue " + queue);
                    }
                    last.put(body.publisher(), body.number());
                    found.computeIfAbsent(body.publisher(), key -> new BitSet()).set((int) body.number());
                }
            }
            found.keySet().forEach(publisher -> publishers.computeIfAbsent(publisher, key -> new Fates()));
            publishers.forEach(
                    (publisher, fates) -> compare(publisher, fates, found.getOrDefault(publisher, new BitSet())));
            confirmedSinceStart = 0;
            closed = false;
            return wrong.stream().limit(TOLD_IN_ALL).toList();
        } finally {
            lock.unlock();
        }
    }

    private void compare(int publisher, Fates fates, BitSet found) {
        BitSet lost = (BitSet) fates.confirmed.clone();
        lost.andNot(fates.acked);
        lost.andNot(found);
        tell(publisher, lost, "was confirmed and is lost");
        BitSet back = (BitSet) found.clone();
        back.andNot(fates.mayBeThere);
        tell(publisher, back, "was settled and is back");
        replace(fates.mayBeThere, found);
        replace(fates.confirmed, found);
        fates.acked.clear();
    }

    private void tell(int publisher, BitSet numbers, String what) {
        numbers.stream().limit(TOLD).forEach(number -> wrong.add(publisher + ":" + number + " " + what));
        if (numbers.cardinality() > TOLD) {
            wrong.add("... and so on up to " + publisher + ":" + (numbers.length() - 1) + ", " + numbers.cardinality()
                    + " in all");
        }
    }

    private static void replace(BitSet set, BitSet by) {
        set.clear();
        set.or(by);
    }
}
