package io.leveret.core.access;

import org.jspecify.annotations.Nullable;

/** Who waits for what {@link Authenticator#check} finds out: told once, on any thread. */
public interface Verdict {
    /** Name and password are those of this account, or of none. */
    void is(@Nullable Account account);

    /** It could not be found out. */
    void failed(RuntimeException why);

    /** Runs what is left to do of the check where that may take its time; for who would go on with it on a thread of somebody else. */
    void goOn(Runnable rest);
}
