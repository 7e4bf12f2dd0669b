package io.leveret.core;

import io.leveret.core.journal.Journal;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import io.leveret.core.message.OctetMemory;
import io.leveret.core.queue.Compactor;
import io.leveret.core.queue.MemoryLedger;
import io.leveret.core.queue.PageRequest;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueHost;
import io.leveret.core.queue.Timed;
import io.leveret.core.queue.Timers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the queues of a virtual host reach of what is around them: journal, store, memory, time, the turn. Owner: core. */
final class QueuePorts implements QueueHost {
    /** Callers in one go, before connections have their turn. */
    private static final int TIMERS_BATCH = 1024;

    private final String vhost;
    private final MemoryLedger ledger;
    private final Compactor compactor;
    private final TurnWork work;
    private final Consumer<Queue> remover;
    private final Timers timers = new Timers();
    private final Paging paging;
    private final Set<BooleanSupplier> suspended = new LinkedHashSet<>();
    private long now;
    private @Nullable Journal journal;
    private @Nullable MessageStore store;
    private @Nullable CoreLoop loop;

    /** {@code remover} deletes a queue that has been unused for too long. */
    QueuePorts(String vhost, MemoryLedger ledger, OctetMemory memory, TurnWork work, Consumer<Queue> remover) {
        this.vhost = vhost;
        this.ledger = ledger;
        this.compactor = new Compactor(memory, ledger);
        this.work = work;
        this.remover = remover;
        this.paging = new Paging(ledger);
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

    /** The end of a turn: the journal gets what it brought, and memory is looked after. */
    void endTurn() {
        work.runSlice();
        journal().flush();
        paging.run(work.durable());
    }

    /** There are no turns any more: what was put off to them is done now, and what waits for something else waits no longer. */
    void finishSlices() {
        List<BooleanSupplier> waiting = List.copyOf(suspended);
        suspended.clear();
        waiting.forEach(work::inSlices);
        while (work.hasSlices()) {
            work.runSlice();
        }
    }

    /** Whether {@link #endTurn} has more to do. */
    boolean hasMore() {
        return work.hasSlices() || paging.hasMore();
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
    public Compactor compactor() {
        return compactor;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void at(Timed timed, long dueMillis) {
        timers.set(timed, dueMillis);
    }

    @Override
    public void cancel(Timed timed) {
        timers.cancel(timed);
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
        long[] locations = request.locations();
        MessageStore.PageListener onCore = messages -> loop().execute(() -> listener.loaded(request, messages));
        if (locations == null) {
            store().load(request.queueId(), request.seqs(), onCore);
        } else {
            store().loadPaged(locations, onCore);
        }
    }

    @Override
    public void pageOut(List<Message> messages, MessageStore.PagedOutListener listener) {
        store().pageOut(messages, locations -> loop().execute(() -> listener.pagedOut(locations)));
    }

    @Override
    public void forget(long[] locations) {
        if (locations.length > 0) {
            store().forget(locations);
        }
    }

    private MessageStore store() {
        MessageStore messages = store;
        if (messages == null) {
            throw new IllegalStateException("vhost '" + vhost + "' is not started");
        }
        return messages;
    }

    @Override
    public void inMemory(Queue queue) {
        paging.add(queue);
    }

    @Override
    public void early(Queue queue) {
        paging.addEarly(queue);
    }

    @Override
    public void ended(Queue queue) {
        paging.remove(queue);
    }

    @Override
    public void inSlices(BooleanSupplier slice) {
        suspended.remove(slice);
        if (slice.getAsBoolean()) {
            work.inSlices(slice);
            if (loop != null) {
                loop.scheduleTurn();
            }
        }
    }

    @Override
    public void suspended(BooleanSupplier slice) {
        suspended.add(slice);
    }

    @Override
    public void unused(Queue queue) {
        remover.accept(queue);
    }
}
