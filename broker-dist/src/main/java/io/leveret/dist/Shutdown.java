package io.leveret.dist;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process in order on SIGTERM and SIGINT ({@link HangUp} has SIGHUP). After a signal the JVM runs its hooks and then exits with 128
 * plus the signal's number (143 for SIGTERM), which supervisors take for a failure. So the hook, once all is stopped and
 * the log is flushed, halts the JVM with a code of its own. For that reason nothing may call {@link System#exit} while
 * the hook is there, and no other hook may do work that matters. Owner: node.
 */
final class Shutdown {
    static final int STOPPED = 0;
    static final int NOT_STOPPED_IN_TIME = 1;
    static final int FAILED = 2;
    private static final long LIMIT_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final Thread hook = new Thread(this::run, "shutdown");
    private volatile @Nullable Runnable stop; // set by the thread that starts the broker, read by the hook

    private Shutdown() {}

    /** A signal before {@link #stopWith} ends the process at once: what was never ready needs no order to stop. */
    static Shutdown install() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    void stopWith(Runnable stopBroker) {
        stop = stopBroker;
    }

    /** For a start that failed: the process may then exit with a code that says so. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("a signal came while the start failed; the process ends by the signal", e);
        }
    }

    private void run() {
        int code = stopInTime();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.stop();
        }
        Runtime.getRuntime().halt(code);
    }

    private int stopInTime() {
        Runnable stopBroker = stop;
        if (stopBroker == null) {
            return STOPPED;
        }
        FutureTask<@Nullable Void> task = new FutureTask<>(stopBroker, null);
        Thread thread = new Thread(task, "stop");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return STOPPED;
        } catch (TimeoutException e) {
            LOG.error(
                    "the broker did not stop within {} s and is ended; the next start recovers the journal. Please"
                            + " report this with the log",
                    LIMIT_SECONDS);
            return NOT_STOPPED_IN_TIME;
        } catch (ExecutionException e) {
            LOG.error(
                    "the broker failed while it stopped and is ended; the next start recovers the journal. Please"
                            + " report this with the log",
                    e.getCause());
            return FAILED;
        } catch (InterruptedException e) {
            LOG.error("the shutdown was interrupted; the next start recovers the journal", e);
            return FAILED;
        }
    }
}
