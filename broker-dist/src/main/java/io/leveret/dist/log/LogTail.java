package io.leveret.dist.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the last lines of the log, numbered, and tells who waits for the next. Owner: management; written by whoever logs. */
public final class LogTail extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int LINES = 1000;
    private static final int LONGEST_MESSAGE = 8192;
    private static final int MOST_WAITING = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<LogLine> lines = new ArrayDeque<>(LINES);
    private List<Runnable> waiting = new ArrayList<>();
    private long last;

    @Override
    protected void append(ILoggingEvent event) {
        String message = shortened(message(event));
        List<Runnable> woken;
        lock.lock();
        try {
            last++;
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(new LogLine(last, event.getTimeStamp(), event.getLevel(), event.getLoggerName(), message));
            woken = takeWaiting();
        } finally {
            lock.unlock();
        }
        woken.forEach(Runnable::run);
    }

    private static String message(ILoggingEvent event) {
        String said = String.valueOf(event.getFormattedMessage());
        return event.getThrowableProxy() == null
                ? said
                : said + System.lineSeparator() + ThrowableProxyUtil.asString(event.getThrowableProxy());
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }

    private List<Runnable> takeWaiting() {
        List<Runnable> taken = waiting;
        if (!taken.isEmpty()) {
            waiting = new ArrayList<>();
        }
        return taken;
    }

    /** The number of the last line; 0 if there is none yet. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** The lines with a higher number than {@code after} and at least this level, as far as they are still there. */
    public List<LogLine> lines(long after, Level lowest) {
        lock.lock();
        try {
            return lines.stream()
                    .filter(line -> line.number() > after && line.level().isGreaterOrEqual(lowest))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs the action once there is a line with a higher number: at once, or on the thread that logs it, so it must hand over. Of very many that wait the others
     * are woken early: they look in vain and may wait again.
     */
    public void whenMore(long after, Runnable action) {
        List<Runnable> woken = List.of();
        boolean now;
        lock.lock();
        try {
            now = last > after;
            if (!now) {
                if (waiting.size() >= MOST_WAITING) {
                    woken = takeWaiting();
                }
                waiting.add(action);
            }
        } finally {
            lock.unlock();
        }
        woken.forEach(Runnable::run);
        if (now) {
            action.run();
        }
    }
}
