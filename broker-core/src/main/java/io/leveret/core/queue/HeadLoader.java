package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.queue.ReadyMessages.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the messages that a queue will deliver next from the store, ahead of their delivery, one page at a time. Owner: core. */
public final class HeadLoader extends Timed {
    private static final Logger log = LoggerFactory.getLogger(HeadLoader.class);

    /** Messages asked of the store at once. */
    static final int PAGE = 512;

    private static final int PAGE_OCTETS = 512 * 1024;

    /** The same while memory is short. */
    private static final int SMALL_PAGE = 32;

    private static final int SMALL_OCTETS = 32 * 1024;

    /** Whose consumers hold fewer messages is not to blame for a full memory. */
    private static final int MANY_UNACKED = 256;

    /** How long a queue waits for acks before it looks again. */
    private static final int PAUSE_MILLIS = 20;

    /** The log is told so often at most. */
    private static final int QUIET_MILLIS = 60_000;

    /** So many pages may be in memory before the first message that is not. */
    private static final int MOST_AHEAD = 4;

    private final Queue queue;
    private final ReadyLevels ready;
    private final StoredDeliveries deliveries;
    private final Expiry expiry;
    private final QueueHost host;
    private List<Runnable> waiters = List.of();
    private @Nullable PageRequest loading;

    /** Pages that are to be in memory, and when half of that is used the next is asked for: more and more while they are used. */
    private int ahead = 1;

    private long quietUntil;

    HeadLoader(Queue queue, ReadyLevels ready, StoredDeliveries deliveries, Expiry expiry, QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.deliveries = deliveries;
        this.expiry = expiry;
        this.host = host;
    }

    /** Whether the first message can't be taken yet: it must come from the store, or leave as its time is over. */
    public boolean mustWait() {
        return !ready.isEmpty() && (!(ready.firstRef() instanceof Message first) || expiry.isOver(first));
    }

    /** Fetches the head and then runs {@code waiter}. */
    public void await(Runnable waiter) {
        if (waiters.isEmpty()) {
            waiters = new ArrayList<>(1);
        }
        waiters.add(waiter);
        loadAhead();
    }

    /** The ready messages are gone, all at once. */
    void cleared() {
        loading = null;
        ahead = 1;
        host.cancel(this);
        wakeWaiters();
    }

    private void warn() {
        if (host.now() >= quietUntil) {
            quietUntil = host.now() + QUIET_MILLIS;
            log.warn(
                    "consumers of queue '{}' get no more until some of their {} unacked messages are settled: memory is full; let them ack sooner or set a prefetch",
                    queue.name(),
                    queue.unackedCount());
        }
    }

    /** Memory may not be full any more. */
    @Override
    public void timeIsUp(long nowMillis) {
        queue.scheduleDelivery();
    }

    /** Whether consumers wait until memory is not full any more, or some of what they hold was settled. */
    public boolean isWaitingForMemory() {
        return isSet();
    }

    boolean isLoading() {
        return loading != null;
    }

    /**
     * Brings what is likely to be wanted soon; above the mark of memory only what is wanted at once. While memory is full nothing comes for consumers that hold
     * many messages of this queue unacked: else one that acks nothing would empty the disk into memory.
     */
    void loadAhead() {
        ReadyMessages top = ready.top();
        if (loading != null || top.packed() == 0) {
            return;
        }
        if (top.firstRun() != null
                && waiters.isEmpty()
                && host.ledger().isFull()
                && queue.unackedCount() >= MANY_UNACKED) {
            if (!isSet()) {
                host.at(this, host.now() + PAUSE_MILLIS);
                warn();
            }
        } else if (top.firstRun() != null) {
            load(top);
        } else if (!host.ledger().isAboveMark()
                && !PackedPage.isAhead(top.ring(), ahead * PAGE / 2, ahead * PAGE_OCTETS / 2)) {
            ahead = Math.min(MOST_AHEAD, 2 * ahead);
            load(top);
        }
    }

    /** Brings the first packed messages of this level. Nothing is under way. */
    void load(ReadyMessages level) {
        boolean scarce = host.ledger().isAboveMark(); // what is not taken at once leaves memory again
        PageRequest request = PackedPage.first(
                level.ring(), queue.settings().id(), scarce ? SMALL_PAGE : PAGE, scarce ? SMALL_OCTETS : PAGE_OCTETS);
        loading = request;
        host.load(request, (same, messages) -> loaded(level, same, messages));
    }

    private void loaded(ReadyMessages level, PageRequest request, List<@Nullable Message> messages) {
        if (loading != request) {
            return; // purged or deleted meanwhile
        }
        loading = null;
        for (int i = 0; i < messages.size(); i++) {
            long seq = request.seqs()[i];
            Message message = messages.get(i);
            boolean here;
            if (message == null) {
                here = ready.remove(seq);
                if (here) {
                    log.error("message could not be read and is set aside queue={} seq={}", queue.name(), seq);
                }
            } else {
                here = level.attach(new Entry(seq, deliveries.take(seq), message));
            }
            if (here && message != null) {
                host.ledger().retain(message);
            }
            if (here && request.location(i) != 0) {
                host.forget(new long[] {request.location(i)});
            }
        }
        queue.pageOut().inMemory();
        queue.requeued(); // what was read may be over, or larger than it counted for
        wakeWaiters();
    }

    /** Who waits for the head looks again. */
    void wakeWaiters() {
        if (!waiters.isEmpty()) {
            List<Runnable> all = waiters;
            waiters = List.of();
            all.forEach(Runnable::run);
        }
    }
}
