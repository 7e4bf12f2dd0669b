package io.leveret.core;

import io.leveret.core.queue.MemoryLedger;
import io.leveret.core.queue.PageOut;
import io.leveret.core.queue.Queue;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Keeps what ready messages hold in memory below the mark of the {@link MemoryLedger}: at the end of turns the queues that have messages in memory
 * pack them, one queue after the other, each but the first ones. When that brings nothing in any queue, the first ones go too. Owner: core.
 */
final class Paging {
    /** Messages that a queue keeps in memory, the next to be delivered, as long as others have more. */
    private static final int WINDOW = 256;

    /** Messages that a queue keeps as objects while it makes octets of others. */
    private static final int HEAD = 512;

    /** Messages packed in one turn, and as many made octets. */
    private static final int MESSAGES = 4_096;

    /** Queues looked at in one turn while memory is short. */
    private static final int QUEUES = 256;

    /** What is held has to grow by this part before queues that were asked in vain are asked again. */
    private static final int SLACK = 64;

    private final MemoryLedger ledger;
    private final Set<Queue> queues = new LinkedHashSet<>();
    /** Those that are to be asked, however much memory there is, until they have no more. */
    private final Set<Queue> early = new LinkedHashSet<>();

    private int window = WINDOW;

    /** Queues of this round that were not looked at yet. */
    private int left;

    private boolean brought;

    /** A whole round brought nothing, as the disk has enough to write: its answers make turns. */
    private boolean diskIsBehind;

    /** All queues were asked in vain when the journal was durable up to {@code restDurable} and {@code restHeld} octets were held. */
    private boolean resting;

    private long restDurable;
    private long restHeld;

    Paging(MemoryLedger ledger) {
        this.ledger = ledger;
    }

    /** The queue has messages in memory. */
    void add(Queue queue) {
        resting = false;
        queues.add(queue);
    }

    /** The queue has messages that had better leave the heap before they grow old. */
    void addEarly(Queue queue) {
        early.add(queue);
    }

    void remove(Queue queue) {
        queues.remove(queue);
        early.remove(queue);
    }

    /** Whether another turn would help. */
    boolean hasMore() {
        return !early.isEmpty() || (!resting && !diskIsBehind && !queues.isEmpty() && ledger.isAboveMark());
    }

    /** Packs some, if memory is short; what the journal has is durable up to this position. */
    void run(long durable) {
        runEarly(durable);
        if (!ledger.isAboveMark()) {
            window = WINDOW;
            left = 0;
            resting = false;
            return;
        }
        if (resting && durable == restDurable && ledger.held() <= restHeld + restHeld / SLACK) {
            return;
        }
        resting = false;
        diskIsBehind = false;
        int budget = MESSAGES;
        for (int looks = 0; looks < QUEUES && budget > 0 && goesOn(); looks++) {
            if (left == 0) {
                left = queues.size();
                brought = false;
            }
            budget -= look(budget, durable);
            if (left <= 0) {
                endRound(durable);
            }
        }
    }

    private boolean goesOn() {
        return !resting && !diskIsBehind && ledger.isAboveMark();
    }

    private void runEarly(long durable) {
        int budget = MESSAGES;
        while (budget > 0 && !early.isEmpty()) {
            Queue queue = early.iterator().next();
            early.remove(queue);
            budget -= queue.pageOut().runEarly(HEAD, budget, durable);
            if (budget <= 0) {
                early.add(queue); // it may have more, after the others
            }
        }
    }

    private int look(int budget, long durable) {
        if (queues.isEmpty()) {
            return 0;
        }
        Queue queue = queues.iterator().next();
        PageOut pageOut = queue.pageOut();
        int packed = pageOut.run(window, budget, durable);
        brought |= packed > 0;
        if (packed < budget) {
            left--;
            queues.remove(queue);
            if (pageOut.isNeeded()) {
                queues.add(queue);
            }
        }
        return packed;
    }

    private void endRound(long durable) {
        left = 0;
        if (brought) {
            return;
        }
        if (ledger.isDiskBehind()) {
            diskIsBehind = true;
            return;
        }
        if (window > 0) {
            window = 0;
            return;
        }
        window = WINDOW;
        resting = true;
        restDurable = durable;
        restHeld = ledger.held();
    }
}
