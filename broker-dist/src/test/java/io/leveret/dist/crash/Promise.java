package io.leveret.dist.crash;

import java.util.List;

/** Something that was asked of the broker, and whether it is known to be so for good. Owner: the test's thread. */
final class Promise {
    /** Whether it has happened. */
    enum Known {
        NEVER,
        MAYBE,
        SURE
    }

    private Known known;

    /** Asked for: it may happen. */
    Promise() {
        this(Known.MAYBE);
    }

    Promise(Known known) {
        this.known = known;
    }

    void is(Known now) {
        known = now;
    }

    Known known() {
        return known;
    }

    /** Whether any of these has happened. */
    static Known any(List<Promise> promises) {
        Known most = Known.NEVER;
        for (Promise promise : promises) {
            most = promise.known.compareTo(most) > 0 ? promise.known : most;
        }
        return most;
    }
}
