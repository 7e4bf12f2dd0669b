package io.leveret.core.queue;

/** Is shown ready messages of a queue, some of them in each turn. All calls are the core's. */
public interface LookVisitor {
    /** Whether it may be shown the next now; if not, it is asked again soon. */
    boolean mayGoOn();

    /** The next message has left meanwhile, or can't be read. */
    void missed();

    /** The next message; false to see no more. */
    boolean visit(LookedMessage message);

    /** No more follow: it has seen all, or enough, or the queue was purged or deleted meanwhile. Called once. */
    void end();
}
