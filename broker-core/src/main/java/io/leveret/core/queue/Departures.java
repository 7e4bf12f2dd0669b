package io.leveret.core.queue;

import io.leveret.core.journal.Journal;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that leave a queue without having been consumed: dropped, or passed to the queue's {@link Outlet}. Those that lie in the store only are
 * read first, as far as memory allows; what is in memory does not wait for them. Until the outlet has published it on, the journal keeps a message with the queue it
 * left. Owner: core.
 */
final class Departures extends Timed {
    private static final Logger log = LoggerFactory.getLogger(Departures.class);

    /** Messages asked of the store at once. */
    private static final int PAGE = 256;

    /** Octets of bodies, as far as they are known, with which a page is full. */
    private static final long PAGE_OCTETS = 1 << 20;

    /** With so many to be read nothing more is let go. */
    private static final int MOST_WAITING = 4 * PAGE;

    /** How long what may not leave waits for the next look. */
    private static final int PAUSE_MILLIS = 10;

    private final Queue queue;
    private final QueueHost host;
    private final Outlet outlet;
    /** Null until one has to wait: most queues never make any. */
    private @Nullable ArrayDeque<Leaving> waiting;

    private List<Leaving> reading = List.of();

    private record Leaving(long seq, PackedMessage ref, DeadLetterReason reason) {}

    Departures(Queue queue, QueueHost host, Outlet outlet) {
        this.queue = queue;
        this.host = host;
        this.outlet = outlet;
    }

    /**
     * Whether the journal takes what leaves, and what left before is on its way; if not, the queue looks again soon. What is published on needs space
     * on the disk as any publish does, what is dropped makes some.
     */
    boolean mayGoOn() {
        Journal journal = host.journal();
        boolean taken = outlet.takes(queue) ? journal.takesPublishes() : journal.hasRoom();
        boolean go = taken && waitingCount() < MOST_WAITING;
        if (!go) {
            lookAgain();
        }
        return go;
    }

    private void lookAgain() {
        if (!isSet()) {
            host.at(this, host.now() + PAUSE_MILLIS);
        }
    }

    @Override
    public void timeIsUp(long nowMillis) {
        passOn();
        queue.scheduleDelivery();
    }

    /** The message is no longer ready and not unacked. */
    void leave(long seq, MessageRef ref, DeadLetterReason reason) {
        queue.counts().add(reason.count());
        if (!outlet.takes(queue)) {
            drop(seq, ref);
        } else if (ref instanceof PackedMessage packed) {
            waiting().add(new Leaving(seq, packed, reason));
            passOn();
        } else {
            outlet.leave(queue, seq, (Message) ref, reason);
        }
    }

    /** The message is wanted nowhere. */
    void drop(long seq, MessageRef ref) {
        if (ref instanceof PackedMessage packed) {
            if (queue.settings().durable()) {
                queue.journalRange(seq, seq);
            }
            forget(packed);
        } else {
            queue.departed(seq, (Message) ref);
        }
    }

    /** The queue is being deleted, and what would have to be read ends with it. */
    void end() {
        host.cancel(this);
        reading.forEach(leaving -> forget(leaving.ref()));
        reading = List.of();
        if (waiting != null) {
            waiting.forEach(leaving -> forget(leaving.ref()));
            waiting = null;
        }
    }

    private void forget(PackedMessage message) {
        if (message.location() != 0) {
            host.forget(new long[] {message.location()});
        }
    }

    /** Whether nothing has left that must be read first. */
    boolean isEmpty() {
        return waitingCount() == 0 && reading.isEmpty();
    }

    private int waitingCount() {
        return waiting == null ? 0 : waiting.size();
    }

    private ArrayDeque<Leaving> waiting() {
        ArrayDeque<Leaving> made = waiting == null ? new ArrayDeque<>() : waiting;
        waiting = made;
        return made;
    }

    private void passOn() {
        if (!reading.isEmpty() || waitingCount() == 0) {
            return;
        }
        if (host.ledger().isFull()) {
            lookAgain();
            return;
        }
        List<Leaving> page = nextPage();
        reading = page;
        long[] seqs = page.stream().mapToLong(Leaving::seq).toArray();
        long[] locations =
                page.stream().mapToLong(leaving -> leaving.ref().location()).toArray();
        host.load(new PageRequest(queue.settings().id(), seqs, locations[0] == 0 ? null : locations), this::loaded);
    }

    /** Some that the journal has, or some that were paged out. */
    private List<Leaving> nextPage() {
        List<Leaving> page = new ArrayList<>();
        ArrayDeque<Leaving> from = waiting();
        boolean pagedOut = from.element().ref().location() != 0;
        for (long octets = 0; page.size() < PAGE && octets < PAGE_OCTETS && !from.isEmpty(); ) {
            PackedMessage next = from.element().ref();
            if (pagedOut != (next.location() != 0)) {
                break;
            }
            octets += next.bodySize();
            page.add(from.remove());
        }
        page.sort(Comparator.comparingLong(Leaving::seq));
        return page;
    }

    private void loaded(PageRequest request, List<@Nullable Message> messages) {
        if (queue.isDeleted()) {
            return;
        }
        List<Leaving> page = reading;
        reading = List.of();
        for (int i = page.size() - 1; i >= messages.size(); i--) {
            waiting().addFirst(page.get(i)); // a short page: the rest is asked for again
        }
        for (int i = 0; i < messages.size(); i++) {
            Leaving leaving = page.get(i);
            Message message = messages.get(i);
            if (message == null) {
                log.error("message could not be read and is set aside queue={} seq={}", queue.name(), leaving.seq());
            } else {
                host.ledger().retain(message);
                outlet.leave(queue, leaving.seq(), message, leaving.reason());
            }
            forget(leaving.ref());
        }
        passOn();
    }
}
