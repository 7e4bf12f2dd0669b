package io.leveret.dist.audit;

import io.leveret.core.event.Actor;
import io.leveret.core.event.AuditEntry;
import io.leveret.core.event.AuditListener;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the audit in files. Entries wait for its thread in a bounded queue; what comes while that is full, or while the disk takes nothing, is dropped and
 * counted, with a line in the log. Entries are in the file within moments, and forced to the disk when a file is full or the broker stops. Owner: node; told by cores, read by
 * management.
 */
public final class AuditLog implements AuditListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int MOST_WAITING = 8192;
    private static final long FILE_BYTES = 16L << 20;
    private static final int MOST_FILES = 8;
    private static final long STOP_MILLIS = 5_000;
    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Tells the thread that it is over. */
    private static final AuditRecord END = new AuditRecord(0, AuditEntry.ok(Actor.BROKER, "", "", "", ""));

    private final BlockingQueue<AuditRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final AuditFiles files;
    private final AuditWriter writer;
    private final LongSupplier clock;
    private final Thread thread = new Thread(this::run, "leveret-audit");
    private long told; // the thread's own, as the next
    private long nextWarning = System.nanoTime();

    /** {@code clock} tells milliseconds since 1970. */
    public AuditLog(Path directory, LongSupplier clock) {
        this(directory, clock, FILE_BYTES, MOST_FILES);
    }

    AuditLog(Path directory, LongSupplier clock, long fileBytes, int mostFiles) {
        this.files = new AuditFiles(directory);
        this.writer = new AuditWriter(files, fileBytes, mostFiles);
        this.clock = clock;
    }

    public AuditLog start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    @Override
    public void changed(AuditEntry entry) {
        if (!waiting.offer(new AuditRecord(clock.getAsLong(), entry))) {
            dropped.incrementAndGet();
        }
    }

    /** Entries that are in no file. */
    public long dropped() {
        return dropped.get();
    }

    private void run() {
        try {
            for (AuditRecord record = waiting.take(); !record.equals(END); record = waiting.take()) {
                write(record);
                tellOfDropped();
            }
            writer.close();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } catch (IOException e) {
            LOG.warn("the audit could not be closed: {}", e.toString());
        }
    }

    private void write(AuditRecord record) {
        try {
            writer.append(record.line());
        } catch (IOException e) {
            dropped.incrementAndGet();
            if (isTimeToWarn()) {
                LOG.warn("the audit can't be written: {}", e.toString());
            }
        }
    }

    private void tellOfDropped() {
        long count = dropped.get();
        if (count > told && isTimeToWarn()) {
            told = count;
            LOG.warn("{} entries of the audit were dropped since the start", count);
        }
    }

    private boolean isTimeToWarn() {
        long now = System.nanoTime();
        if (now - nextWarning < 0) {
            return false;
        }
        nextWarning = now + WARN_NANOS;
        return true;
    }

    /**
     * The entries that pass the filter, newest first, without the first {@code skip} of them and {@code count} at most. Reads all files, so not for a thread that
     * others wait for.
     */
    public AuditPage query(AuditFilter filter, long skip, int count) throws IOException {
        List<AuditRecord> items = new ArrayList<>();
        long total = 0;
        long filtered = 0;
        for (Path file : files.newestFirst()) {
            try (BackwardLines lines = new BackwardLines(file)) {
                for (String line = lines.previous(); line != null; line = lines.previous()) {
                    AuditRecord record = AuditRecord.parse(line);
                    if (record == null) {
                        continue;
                    }
                    total++;
                    if (filter.passes(record)) {
                        if (filtered >= skip && items.size() < count) {
                            items.add(record);
                        }
                        filtered++;
                    }
                }
            } catch (NoSuchFileException e) {
                break; // the oldest ones were just deleted
            }
        }
        return new AuditPage(items, total, filtered);
    }

    /** Returns when what was told before is in the files. */
    @Override
    public void close() {
        try {
            if (waiting.offer(END, STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
