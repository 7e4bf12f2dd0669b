package io.leveret.dist.tool;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says every few seconds how much was read, as long as that goes on. Owner: management, the tool's only thread. */
final class ReadProgress {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int MIB_SHIFT = 20;

    private final LongSupplier nanoTime;
    private final PrintWriter to;
    private long octets;
    private long told;

    ReadProgress(LongSupplier nanoTime, PrintWriter to) {
        this.nanoTime = nanoTime;
        this.to = to;
        this.told = nanoTime.getAsLong();
    }

    void read(int count) {
        octets += Math.max(0, count);
        long now = nanoTime.getAsLong();
        if (now - told >= PATIENCE_NANOS) {
            told = now;
            to.println(String.format(Locale.ROOT, "leveret-store: %,d MiB read", octets >>> MIB_SHIFT));
        }
    }
}
