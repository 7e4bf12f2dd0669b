package io.leveret.core.access;

import org.jspecify.annotations.Nullable;

/** Checks who somebody is. May take its time (hashing, directories): called on the auth worker, never on an I/O loop or a core. */
public interface Authenticator {
    /**
     * The account with this name and password, or null. A wrong name and a wrong password take the same time and get the same answer.
     */
    @Nullable
    Account authenticate(String name, byte[] password);
}
