package io.leveret.bench;

import io.leveret.core.CoreExecutor;
import java.util.ArrayDeque;

/** Runs a core's tasks when it is told to, on the thread that tells it. Owner: the benchmark's thread. */
final class TurnExecutor implements CoreExecutor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Nothing that is measured waits for a time. */
    @Override
    public void schedule(Runnable task, long delayMillis) {
        throw new IllegalStateException("no benchmark lets time pass");
    }

    /** Until there is nothing left to do. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
