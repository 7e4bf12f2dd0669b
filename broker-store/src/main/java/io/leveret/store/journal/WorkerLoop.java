package io.leveret.store.journal;

import io.leveret.store.intake.Doorbell;
import java.io.IOException;

/** Turns a worker's crank, on a thread of its own between {@link #start} and {@link #stop}. Owner: node, which starts and stops it. */
final class WorkerLoop {
    private final Worker worker;
    private final Doorbell doorbell;
    private final Failure failure;
    private final Thread thread;
    private volatile boolean stopped;

    WorkerLoop(Worker worker, Doorbell doorbell, Failure failure) {
        this.worker = worker;
        this.doorbell = doorbell;
        this.failure = failure;
        this.thread = new Thread(this::run, "leveret-" + worker.name());
    }

    void start() {
        thread.start();
    }

    /** Returns when the thread has ended; what it had not done yet can be done by {@link #step}. */
    void stop() throws InterruptedException {
        stopped = true;
        doorbell.ring();
        thread.join();
    }

    /** As {@link #stop()}, but returns after {@code millis} at the latest: false if the thread is still at a step, after which it ends. */
    boolean stopWithin(long millis) throws InterruptedException {
        stopped = true;
        doorbell.ring();
        thread.join(millis);
        return !thread.isAlive();
    }

    private void run() {
        while (!stopped && !failure.happened()) {
            if (worker.mostRestNanos() > 0) {
                stepAndRest();
            } else if (!step()) {
                doorbell.await(worker.idleNanos());
            }
        }
    }

    /** On a machine with few processors a core that has work waits no longer than a step takes. */
    private void stepAndRest() {
        long began = System.nanoTime();
        if (step()) {
            doorbell.await(Math.min(System.nanoTime() - began, worker.mostRestNanos()));
        } else {
            doorbell.await(worker.idleNanos());
        }
    }

    /** One step; a failure is reported, and nothing is done after one. */
    boolean step() {
        if (failure.happened()) {
            return false;
        }
        try {
            return worker.doWork();
        } catch (IOException | RuntimeException | Error e) {
            failure.report(worker.name(), e);
            return false;
        }
    }
}
