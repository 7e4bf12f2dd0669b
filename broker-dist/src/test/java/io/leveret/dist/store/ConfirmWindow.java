package io.leveret.dist.store;

import java.util.BitSet;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;

/**
 * The messages of a channel from the first that waits for its confirm on, at most so many. Memory goes with the size of the window, in whatever order
 * confirms come.
 */
final class ConfirmWindow {
    private final int size;
    private final Semaphore room;
    private final BitSet early = new BitSet();
    private long contiguous;

    ConfirmWindow(int size) {
        this.size = size;
        this.room = new Semaphore(size);
    }

    /** Waits for room for one more message. */
    void enter() {
        room.acquireUninterruptibly();
    }

    /** Waits until nothing waits any more. */
    void awaitEmpty() {
        room.acquireUninterruptibly(size);
        room.release(size);
    }

    /** Nobody has to wait any more: the connection is gone. */
    void open() {
        room.release(2 * size);
    }

    boolean isFull() {
        return room.availablePermits() == 0;
    }

    /** To be called by the connection's thread only; {@code each} is told every tag that is confirmed now. */
    void confirmed(long tag, boolean multiple, LongConsumer each) {
        long before = contiguous;
        if (multiple) {
            confirmUpTo(tag, each);
        } else {
            confirmOne(tag, each);
        }
        while (early.get(slot(contiguous + 1))) {
            early.clear(slot(++contiguous));
        }
        room.release((int) (contiguous - before));
    }

    private void confirmUpTo(long tag, LongConsumer each) {
        while (contiguous < tag) {
            contiguous++;
            if (early.get(slot(contiguous))) {
                early.clear(slot(contiguous));
            } else {
                each.accept(contiguous);
            }
        }
    }

    private void confirmOne(long tag, LongConsumer each) {
        if (tag <= contiguous || early.get(slot(tag))) {
            throw new IllegalStateException("message " + tag + " of the channel is confirmed twice");
        }
        early.set(slot(tag));
        each.accept(tag);
    }

    private int slot(long tag) {
        return (int) (tag % size);
    }
}
