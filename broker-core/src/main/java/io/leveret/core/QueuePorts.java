package io.leveret.core;

import io.leveret.core.journal.Journal;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.queue.MemoryLedger;
import io.leveret.core.queue.PageRequest;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueHost;
import io.leveret.core.queue.Timed;
import io.leveret.core.queue.Timer;
import io.leveret.core.queue.Timers;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the queues of a virtual host reach of what is around them: journal, store, memory, time, the turn. Owner: core. */
final class QueuePorts implements QueueHost {
    /** Callers in one go, before connections have their turn. */
    private static final int TIMERS_BATCH = 1024;

    private final String vhost;
    private final MemoryLedger ledger;
    private final TurnWork work;
    private final Consumer<Queue> remover;
    private final Timers timers = new Timers();
    private long now;
    private @Nullable Journal journal;
    private @Nullable MessageStore store;
    private @Nullable CoreLoop loop;

    /** {@code remover} deletes a queue that has been unused for too long. */
    QueuePorts(String vhost, MemoryLedger ledger, TurnWork work, Consumer<Queue> remover) {
        this.vhost = vhost;
        this.ledger = ledger;
        this.work = work;
        this.remover = remover;
    }

    void start(Journal journalPort, MessageStore messageStore) {
        journal = journalPort;
        store = messageStore;
    }

    void bindTo(CoreLoop coreLoop) {
        loop = coreLoop;
    }

    CoreLoop loop() {
        CoreLoop running = loop;
        if (running == null) {
            throw new IllegalStateException("vhost '" + vhost + "' has no loop yet");
        }
        return running;
    }

    /** It is this late now. */
    void now(long nowMillis) {
        now = nowMillis;
    }

    /** When {@link #runTimers} has something to do; {@link Timers#NEVER} if nobody waits. */
    long nextTimer() {
        return timers.next();
    }

    int timerCount() {
        return timers.size();
    }

    /** Calls those whose moment has come. */
    void runTimers() {
        for (int i = 0; i < TIMERS_BATCH; i++) {
            Timed due = timers.poll(now);
            if (due == null) {
                return;
            }
            due.timeIsUp(now);
        }
    }

    @Override
    public Journal journal() {
        Journal port = journal;
        if (port == null) {
            throw new IllegalStateException("vhost '" + vhost + "' is not started");
        }
        return port;
    }

    @Override
    public MemoryLedger ledger() {
        return ledger;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void at(Timer timer, long dueMillis) {
        timers.set(timer, dueMillis);
    }

    @Override
    public void cancel(Timer timer) {
        timers.cancel(timer);
    }

    @Override
    public void deliverLater(Queue queue) {
        work.deliverLater(queue);
        if (loop != null) { // recovery has none yet; its end begins with a turn
            loop.scheduleTurn();
        }
    }

    @Override
    public void recordLater(Queue queue) {
        work.recordLater(queue);
    }

    @Override
    public void load(PageRequest request, PageRequest.Listener listener) {
        MessageStore from = store;
        if (from == null) {
            throw new IllegalStateException("vhost '" + vhost + "' is not started");
        }
        from.load(
                request.queueId(),
                request.seqs(),
                messages -> loop().execute(() -> listener.loaded(request, messages)));
    }

    @Override
    public void unused(Queue queue) {
        remover.accept(queue);
    }
}
