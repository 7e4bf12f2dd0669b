package io.leveret.management.operation;

import java.util.List;

/** The last lines of the log. The methods may be called on any thread. */
public interface LogLines {
    /** The number of the last line; 0 if there is none yet. */
    long last();

    /** The lines with a higher number that are still there, of this level or a graver one: {@code TRACE} to {@code ERROR}. */
    List<Line> after(long number, String level);

    /** Runs the action once there is a line with a higher number; perhaps on the thread that logs it, so it must hand over. */
    void whenMore(long number, Runnable action);

    /** A line; {@code number} counts since the start. */
    record Line(long number, long atMillis, String level, String logger, String message) {}
}
