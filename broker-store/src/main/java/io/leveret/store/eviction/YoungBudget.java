package io.leveret.store.eviction;

/**
 * How much may be live or waiting in the journal's files before the oldest are emptied: octets of files, and messages (each counts once for each queue), as
 * every one costs memory.
 */
public record YoungBudget(long octets, long messages) {
    public YoungBudget {
        if (octets < 1 || messages < 1) {
            throw new IllegalArgumentException("young budget of " + octets + " octets and " + messages + " messages");
        }
    }

    boolean isExceeded(long byOctets, long byMessages) {
        return byOctets > octets || byMessages > messages;
    }
}
