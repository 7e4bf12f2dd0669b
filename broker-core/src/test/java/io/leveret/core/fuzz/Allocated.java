package io.leveret.core.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this thread allocates for an input: a length that somebody only declares must not cost memory. */
public final class Allocated {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    /** Runs it, and fails if it allocates more than this. The first time it may load classes, which is not its fault: then the second counts. */
    public static void atMost(long octets, Runnable input) {
        if (by(input) > octets) {
            long allocated = by(input);
            if (allocated > octets) {
                throw new AssertionError("allocated " + allocated + " octets");
            }
        }
    }

    private static long by(Runnable input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        input.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
