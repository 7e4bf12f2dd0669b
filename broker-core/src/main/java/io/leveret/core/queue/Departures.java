package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that leave a queue without having been consumed: dropped, or passed to the queue's {@link Outlet}, for which those that lie in the
 * store only are read first. Until the outlet has published it on, the journal keeps a message with the queue it left. Owner: core.
 */
final class Departures {
    private static final Logger log = LoggerFactory.getLogger(Departures.class);

    /** Messages asked of the store at once. */
    private static final int PAGE = 256;

    private final Queue queue;
    private final QueueHost host;
    private final Outlet outlet;
    private final ArrayDeque<Leaving> toRead = new ArrayDeque<>(0);
    private List<Leaving> reading = List.of();

    private record Leaving(long seq, MessageRef ref, DeadLetterReason reason) {}

    Departures(Queue queue, QueueHost host, Outlet outlet) {
        this.queue = queue;
        this.host = host;
        this.outlet = outlet;
    }

    /** The message is no longer ready and not unacked. */
    void leave(long seq, MessageRef ref, DeadLetterReason reason) {
        if (!outlet.takes(queue)) {
            drop(seq, ref);
        } else if (ref instanceof Message message) {
            outlet.leave(queue, seq, message, reason);
        } else {
            toRead.add(new Leaving(seq, ref, reason));
            read();
        }
    }

    /** The message is wanted nowhere. */
    void drop(long seq, MessageRef ref) {
        if (ref instanceof Message message) {
            queue.departed(seq, message);
        } else {
            queue.journalRange(seq, seq);
        }
    }

    private void read() {
        if (!reading.isEmpty() || toRead.isEmpty()) {
            return;
        }
        List<Leaving> page = new ArrayList<>();
        while (page.size() < PAGE && !toRead.isEmpty()) {
            page.add(toRead.remove());
        }
        reading = page;
        long[] seqs = page.stream().mapToLong(Leaving::seq).toArray();
        long[] locations =
                page.stream().mapToLong(leaving -> leaving.ref().location()).toArray();
        host.load(new PageRequest(seqs, locations), this::loaded);
    }

    private void loaded(PageRequest request, List<@Nullable Message> messages) {
        if (queue.isDeleted()) {
            return;
        }
        List<Leaving> page = reading;
        reading = List.of();
        for (int i = page.size() - 1; i >= messages.size(); i--) {
            toRead.addFirst(page.get(i)); // a short page: the rest is asked for again
        }
        for (int i = 0; i < messages.size(); i++) {
            Leaving leaving = page.get(i);
            Message message = messages.get(i);
            if (message == null) {
                log.error("message could not be read and is set aside queue={} seq={}", queue.name(), leaving.seq());
            } else {
                host.ledger().retain(message);
                leave(leaving.seq(), message, leaving.reason());
            }
        }
        read();
    }
}
