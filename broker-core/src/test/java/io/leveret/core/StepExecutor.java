package io.leveret.core;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** A core's executor that a test turns by hand: nothing runs until it is told to. */
public final class StepExecutor implements CoreExecutor {
    private static final int MANY = 1_000_000;

    private static final long FIRST_MILLIS = 1_000_000;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(Comparator.comparingLong(Planned::atMillis));
    private long nowMillis;

    public StepExecutor() {
        this(FIRST_MILLIS);
    }

    /** Begins when it is so late. */
    StepExecutor(long nowMillis) {
        this.nowMillis = nowMillis;
    }

    private record Planned(long atMillis, Runnable task) {}

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void schedule(Runnable task, long delayMillis) {
        planned.add(new Planned(nowMillis + delayMillis, task));
    }

    /** So much time passes: what was planned for it is to run. */
    public void advance(long millis) {
        nowMillis += millis;
        for (Planned first = planned.peek(); first != null && first.atMillis() <= nowMillis; first = planned.peek()) {
            tasks.add(first.task());
            planned.remove();
        }
    }

    /** How late it is, in milliseconds since 1970. */
    public long nowMillis() {
        return nowMillis;
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
