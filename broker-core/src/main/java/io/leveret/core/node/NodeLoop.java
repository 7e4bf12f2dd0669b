package io.leveret.core.node;

import io.leveret.core.CoreExecutor;
import io.leveret.core.journal.DurableListener;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the node's changes one after the other and journals them. Hears from the journal on any thread. Owner: node. */
public final class NodeLoop implements DurableListener {
    private static final Logger log = LoggerFactory.getLogger(NodeLoop.class);

    private final CoreExecutor executor;
    private final ArrayDeque<Wait> waits = new ArrayDeque<>();
    private long durable;
    private @Nullable Journal journal;
    private @Nullable Thread owner;

    private record Wait(long position, Runnable action) {}

    public NodeLoop(CoreExecutor executor) {
        this.executor = executor;
    }

    /** Before anything is executed. */
    void start(Journal port) {
        journal = port;
    }

    /** Called on any thread. */
    void execute(Runnable task) {
        executor.execute(() -> {
            checkOwner();
            run(task);
        });
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a change of the node failed; please report this with the log", e);
        }
    }

    /** Records that are durable all or none; handed over at once, as changes of the node are rare. */
    void append(List<JournalRecord> records) {
        Journal port = journal();
        port.beginUnit();
        records.forEach(port::append);
        port.endUnit();
        port.requestSync();
        port.flush();
    }

    /** Runs the action when all that was appended is durable. */
    void whenDurable(Runnable action) {
        long position = journal().lastPosition();
        if (position <= durable) {
            action.run();
        } else {
            waits.add(new Wait(position, action));
        }
    }

    @Override
    public void durable(long position) {
        execute(() -> {
            durable = Math.max(durable, position);
            for (Wait wait = waits.peek(); wait != null && wait.position <= durable; wait = waits.peek()) {
                run(waits.remove().action);
            }
        });
    }

    @Override
    public void roomAgain() {
        // changes are taken however full the journal is
    }

    private Journal journal() {
        Journal port = journal;
        if (port == null) {
            throw new IllegalStateException("the node is not started");
        }
        return port;
    }

    private void checkOwner() {
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException("the node belongs to " + owner + ", called by " + current);
        }
    }
}
