package io.leveret.core;

/** Runs a core's tasks one after the other, in the order given, all on one thread. */
public interface CoreExecutor {
    /** Called from any thread; never runs {@code task} before it returns. */
    void execute(Runnable task);

    /** Runs the task when {@code delayMillis} have passed. Called on the core's thread, or before its first task. */
    void schedule(Runnable task, long delayMillis);
}
