package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;

/** Remembers what became of messages that were to be deleted or moved. */
final class HeardMessages implements MessagesAnswer {
    MessagesHandled done;
    ChangeRefusedException refused;

    @Override
    public void done(MessagesHandled handled) {
        hearOnce();
        done = handled;
    }

    @Override
    public void refused(ChangeRefusedException why) {
        hearOnce();
        refused = why;
    }

    private void hearOnce() {
        if (isHeard()) {
            throw new IllegalStateException("heard twice");
        }
    }

    boolean isHeard() {
        return done != null || refused != null;
    }
}
