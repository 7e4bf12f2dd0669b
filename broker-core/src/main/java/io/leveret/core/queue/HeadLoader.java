package io.leveret.core.queue;

import io.leveret.core.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the messages that a queue will deliver next from the store, ahead of their delivery, one page at a time. Owner: core. */
public final class HeadLoader {
    private static final Logger log = LoggerFactory.getLogger(HeadLoader.class);

    /** Messages asked of the store at once. */
    private static final int PAGE = 256;

    private final Queue queue;
    private final ReadyLevels ready;
    private final Expiry expiry;
    private final QueueHost host;
    private final List<Runnable> waiters = new ArrayList<>(0);
    private @Nullable PageRequest loading;
    /** What was brought and is still here. */
    private final Set<Long> ahead = new HashSet<>(0);

    private int lastPage = PAGE;

    HeadLoader(Queue queue, ReadyLevels ready, Expiry expiry, QueueHost host) {
        this.queue = queue;
        this.ready = ready;
        this.expiry = expiry;
        this.host = host;
    }

    /** Whether the first message can't be taken yet: it must come from the store, or leave as its time is over. */
    public boolean mustWait() {
        return isAway() || (!ready.isEmpty() && expiry.isOver(ready.firstRef()));
    }

    private boolean isAway() {
        return !ready.isEmpty() && !(ready.firstRef() instanceof Message);
    }

    /** Fetches the head and then runs {@code waiter}. */
    public void await(Runnable waiter) {
        waiters.add(waiter);
        loadAhead();
    }

    /** A message was taken from the front: the next is likely to be wanted soon. */
    void taken(long seq) {
        if (!ahead.isEmpty() && ahead.remove(seq)) {
            loadAhead();
        }
    }

    /** A message left and nobody had asked for it: then nobody may want the next one either. */
    void left(long seq) {
        if (!ahead.isEmpty()) {
            ahead.remove(seq);
        }
    }

    /** The ready messages are gone, all at once. */
    void cleared() {
        loading = null;
        ahead.clear();
        wakeWaiters();
    }

    void loadAhead() {
        if (loading != null || ready.unloaded() == 0 || (ahead.size() > lastPage / 2 && !isAway())) {
            return;
        }
        PageRequest request = new PageRequest(queue.settings().id(), ready.firstUnloaded(PAGE));
        loading = request;
        host.load(request, this::loaded);
    }

    private void loaded(PageRequest request, List<@Nullable Message> messages) {
        if (loading != request) {
            return; // purged or deleted meanwhile
        }
        loading = null;
        lastPage = messages.size();
        long[] seqs = request.seqs();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message == null) {
                ready.remove(seqs[i]);
                log.error("message could not be read and is set aside queue={} seq={}", queue.name(), seqs[i]);
                continue;
            }
            Message kept = ready.attach(seqs[i], message);
            if (kept != null) {
                host.ledger().retain(kept);
                ahead.add(seqs[i]);
            }
        }
        wakeWaiters();
        queue.deliver();
    }

    /** Who waits for the head looks again. */
    void wakeWaiters() {
        List<Runnable> all = List.copyOf(waiters);
        waiters.clear();
        all.forEach(Runnable::run);
    }
}
