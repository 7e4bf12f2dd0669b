package io.leveret.dist;

import io.leveret.amqp.connection.IoLoops;
import io.leveret.core.CoreExecutor;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where cores run. With one or two processors all of them run on the single I/O loop, where a hand-over costs no wake-up; with more each has a thread of its own.
 * Owner: node.
 */
final class CoreThreads {
    private static final int FEW_PROCESSORS = 2;
    private static final int MOST_IO_THREADS = 8;
    private static final int PATIENCE_MILLIS = 2_000;

    private final IoLoops io;
    private final boolean shared = Runtime.getRuntime().availableProcessors() <= FEW_PROCESSORS;
    private final TurnTimes turnTimes = new TurnTimes();
    private final Map<String, EventExecutor> own = new HashMap<>();
    private @Nullable EventExecutor node;

    CoreThreads(IoLoops io) {
        this.io = io;
    }

    /** {@code asked} 0 leaves it to the processors: half of them, as the cores and the journal want some too. */
    static int ioThreads(int asked) {
        if (asked > 0) {
            return asked;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return processors <= FEW_PROCESSORS ? 1 : Math.min(processors / 2, MOST_IO_THREADS);
    }

    CoreExecutor executor(String vhost) {
        if (shared) {
            return measured(untilStopped(io.group().next()));
        }
        EventExecutor executor = new DefaultEventExecutor(new DefaultThreadFactory("leveret-core " + vhost));
        own.put(vhost, executor);
        return measured(untilStopped(executor));
    }

    /** Where the node's own changes run. */
    CoreExecutor nodeExecutor() {
        if (shared) {
            return untilStopped(io.group().next());
        }
        EventExecutor executor = new DefaultEventExecutor(new DefaultThreadFactory("leveret-node"));
        node = executor;
        return untilStopped(executor);
    }

    /** The core of this virtual host has nothing more to do. */
    void end(String vhost) {
        EventExecutor executor = own.remove(vhost);
        if (executor != null) {
            executor.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** How long the tasks of virtual hosts' cores take. */
    TurnTimes turnTimes() {
        return turnTimes;
    }

    private CoreExecutor measured(CoreExecutor executor) {
        return new CoreExecutor() {
            @Override
            public void execute(Runnable task) {
                executor.execute(turnTimes.sometimesMeasured(task));
            }

            @Override
            public void schedule(Runnable task, long delayMillis) {
                executor.schedule(turnTimes.sometimesMeasured(task), delayMillis);
            }
        };
    }

    /** The journal still tells of what it has synced when the cores have stopped: then nobody waits for it any more. */
    private static CoreExecutor untilStopped(EventExecutor executor) {
        return new CoreExecutor() {
            @Override
            public void execute(Runnable task) {
                unlessStopped(executor, () -> executor.execute(task));
            }

            @Override
            public void schedule(Runnable task, long delayMillis) {
                unlessStopped(executor, () -> executor.schedule(task, delayMillis, TimeUnit.MILLISECONDS));
            }
        };
    }

    private static void unlessStopped(EventExecutor executor, Runnable submission) {
        try {
            submission.run();
        } catch (RejectedExecutionException e) {
            if (!executor.isShuttingDown()) {
                throw e;
            }
        }
    }

    /** Returns when the cores have done what they were given. */
    void close() {
        if (node != null) { // first: it makes and ends others
            close(node);
        }
        own.values().forEach(CoreThreads::close);
    }

    private static void close(EventExecutor executor) {
        executor.shutdownGracefully(0, PATIENCE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    @Override
    public String toString() {
        return shared ? "on the I/O loop" : own.size() + " own threads";
    }
}
