package io.leveret.store.inspection;

/** Hears in one line each what was found. */
public interface Findings {
    /** Something is not as it was written. */
    void fault(String what);

    /** Something that needs nobody's help. */
    void note(String what);
}
