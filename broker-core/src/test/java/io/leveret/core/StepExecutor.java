package io.leveret.core;

import java.util.ArrayDeque;
import java.util.Random;

/** A core's executor that a test turns by hand: nothing runs until it is told to. */
public final class StepExecutor implements CoreExecutor {
    private static final int MANY = 1_000_000;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs one task; false if there is none. */
    public boolean step() {
        Runnable task = tasks.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Runs tasks until none is left. */
    public void run() {
        for (int i = 0; step(); i++) {
            if (i == MANY) {
                throw new IllegalStateException("the core does not come to rest");
            }
        }
    }

    /** Runs some tasks, as chance wants it: what a test does next then falls in between two turns or inside of one. */
    public void runSome(Random random) {
        for (int steps = random.nextInt(4); steps > 0 && step(); steps--) {
            // the step is the condition
        }
    }

    public int waiting() {
        return tasks.size();
    }
}
