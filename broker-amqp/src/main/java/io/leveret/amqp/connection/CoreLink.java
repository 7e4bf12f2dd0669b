package io.leveret.amqp.connection;

import io.leveret.core.CommandBatch;
import io.leveret.core.CoreLoop;
import io.leveret.core.Session;

/** A connection's session, with the core that it lives in. */
record CoreLink(CoreLoop core, Session session) {
    void submit(CommandBatch batch) {
        core.submit(session, batch);
    }

    void flushed(long bytes) {
        core.flushed(session, bytes);
    }

    void drop() {
        core.drop(session);
    }
}
