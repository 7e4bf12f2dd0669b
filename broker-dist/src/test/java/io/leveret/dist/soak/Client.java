package io.leveret.dist.soak;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does the same thing in one life after the other, until it is told that it is over. */
final class Client {
    private static final long JOIN_MILLIS = 90_000;

    private final Doing doing;
    private final Doors doors;
    private final Random random;
    private final SoakLedger ledger;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Life life;

    /** What a client does with a life. It may end with any exception once the life was ended. */
    interface Doing {
        void live(Life life) throws Exception;
    }

    Client(String name, Doing doing, Doors doors, SoakLedger ledger, long seed) {
        this.doing = doing;
        this.doors = doors;
        this.ledger = ledger;
        random = new Random(seed);
        thread = new Thread(this::run, name);
        thread.start();
    }

    private void run() {
        while (over.getCount() > 0) {
            try (Life now = new Life(doors, random, over)) {
                life = now;
                live(now);
            } catch (IOException | RuntimeException e) {
                ledger.trouble(thread.getName() + " could not be closed: " + e);
            }
        }
    }

    private void live(Life now) {
        try {
            doing.live(now);
        } catch (IllegalStateException e) {
            ledger.trouble(thread.getName() + ": " + e.getMessage());
        } catch (Exception e) {
            if (!now.hasEnded()) {
                ledger.trouble(thread.getName() + " failed and nobody had ended it: " + e + ": " + e.getCause());
            }
        }
        Thread.interrupted(); // it is the end of this life alone
    }

    /** Tells whether there was something to be ended. */
    boolean end(End how) {
        Life now = life;
        return now != null && now.end(how);
    }

    void over() {
        over.countDown();
    }

    void awaitEnd() throws InterruptedException {
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
            StackTraceElement[] stack = thread.getStackTrace();
            ledger.trouble(thread.getName() + " has not ended in " + TimeUnit.MILLISECONDS.toSeconds(JOIN_MILLIS)
                    + " s: " + Arrays.toString(stack));
        }
    }
}
