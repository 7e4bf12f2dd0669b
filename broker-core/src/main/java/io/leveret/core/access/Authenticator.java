package io.leveret.core.access;

import org.jspecify.annotations.Nullable;

/** Checks who somebody is. */
public interface Authenticator {
    /**
     * The account with this name and password if that can be told at once, in microseconds; null says nothing. Called on I/O loops, so that those who
     * are known don't wait behind those who try passwords.
     */
    default @Nullable Account recall(String name, byte[] password) {
        return null;
    }

    /**
     * The account with this name and password, or null. A wrong name and a wrong password take the same time and get the same answer. May take its time
     * (hashing, directories): called on the auth worker, never on an I/O loop or a core.
     */
    @Nullable
    Account authenticate(String name, byte[] password);

    /**
     * As {@link #authenticate}, for who waits without a thread. Who has to ask others for the answer, and may wait for them, does so on threads of its own,
     * so that those of the auth worker are there for the other logins. Throws nothing: the verdict hears of it.
     */
    default void check(String name, byte[] password, Verdict verdict) {
        Account found;
        try {
            found = authenticate(name, password);
        } catch (RuntimeException e) {
            verdict.failed(e);
            return;
        }
        verdict.is(found);
    }

    /**
     * The account of this name, or null, for who has proved otherwise to be its user (by a certificate), or may be it without a proof. Called on I/O loops: must tell it in microseconds.
     */
    default @Nullable Account proven(String name) {
        return null;
    }

    /** How fast passwords may be tried; who asks {@link #recall} or {@link #authenticate} keeps to it. */
    default LoginPace pace() {
        return LoginPace.FREE;
    }

    /** Ends the threads and connections that it has of its own, if any; nobody asks it any more. */
    default void close() {}
}
