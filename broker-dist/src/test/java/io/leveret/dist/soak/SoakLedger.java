package io.leveret.dist.soak;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** Every message of a run by its number: what was confirmed must be settled in the end, and nothing may come that was never sent, is taken back or has other octets. */
final class SoakLedger {
    private static final int HEAD = Long.BYTES + Integer.BYTES + Integer.BYTES;
    private static final int MOST_TROUBLE = 50;

    private final long run;
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet confirmed = new BitSet();
    private final BitSet settled = new BitSet();
    private final BitSet withdrawn = new BitSet();
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private int issued;

    /** {@code run} marks the messages of this run. */
    SoakLedger(long run) {
        this.run = run;
    }

    /** The number of another message. */
    int issue() {
        return locked(() -> issued++);
    }

    private int locked(IntSupplier task) {
        lock.lock();
        try {
            return task.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    private void mark(BitSet set, int number) {
        lock.lock();
        try {
            set.set(number);
        } finally {
            lock.unlock();
        }
    }

    /** The broker has answered for it. */
    void confirmed(int number) {
        mark(confirmed, number);
    }

    /** It was received and acked. */
    void settled(int number) {
        mark(settled, number);
    }

    /** Its transaction is about to be rolled back: nobody may ever see it. */
    void withdrawn(int number) {
        mark(withdrawn, number);
    }

    /** Something happened that must not. */
    void trouble(String what) {
        if (trouble.size() < MOST_TROUBLE) {
            trouble.add(what);
        }
    }

    List<String> trouble() {
        return List.copyOf(trouble);
    }

    byte[] body(int number, int size) {
        ByteBuffer body = ByteBuffer.allocate(Math.max(HEAD, size));
        body.putLong(run).putInt(number).putInt(body.capacity());
        for (int i = HEAD; i < body.capacity(); i++) {
            body.put(fill(number, i));
        }
        return body.array();
    }

    private static byte fill(int number, int index) {
        return (byte) (number * 31 + index * 7);
    }

    /** The number of a message that was received from {@code queue}, after a look at all of it. */
    int read(byte[] octets, String queue) {
        ByteBuffer body = ByteBuffer.wrap(octets);
        if (octets.length < HEAD || body.getLong() != run) {
            throw new IllegalStateException("a message out of thin air in " + queue);
        }
        int number = body.getInt();
        int size = body.getInt();
        lock.lock();
        try {
            if (number < 0 || number >= issued) {
                throw new IllegalStateException("message " + number + " in " + queue + " was never sent");
            }
            if (withdrawn.get(number)) {
                throw new IllegalStateException("message " + number + " in " + queue + " was rolled back");
            }
        } finally {
            lock.unlock();
        }
        for (int i = HEAD; i < octets.length; i++) {
            if (octets[i] != fill(number, i)) {
                throw new IllegalStateException("message " + number + " in " + queue + " has a wrong octet at " + i);
            }
        }
        if (size != octets.length) {
            throw new IllegalStateException("message " + number + " in " + queue + " has lost its end");
        }
        return number;
    }

    /** What was confirmed and has not been settled, the first few of it. */
    List<Integer> missing() {
        lock.lock();
        try {
            BitSet missing = (BitSet) confirmed.clone();
            missing.andNot(settled);
            return missing.stream().limit(MOST_TROUBLE).boxed().toList();
        } finally {
            lock.unlock();
        }
    }

    int issuedCount() {
        return locked(() -> issued);
    }

    int confirmedCount() {
        return locked(confirmed::cardinality);
    }

    int settledCount() {
        return locked(settled::cardinality);
    }
}
