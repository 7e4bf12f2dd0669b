package io.leveret.core;

/** Runs a core's tasks one at a time, in the order given, on one thread; takes them from any thread. */
@FunctionalInterface
public interface CoreExecutor {
    void execute(Runnable task);
}
