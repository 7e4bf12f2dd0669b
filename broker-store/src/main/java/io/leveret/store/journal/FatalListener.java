package io.leveret.store.journal;

/** Hears that the disk, or the journal itself, has failed; the process is to halt: nothing can be confirmed any more. */
public interface FatalListener {
    /** Called once, on any thread; {@code message} is one line for the operator. */
    void fatal(String message, Throwable cause);
}
