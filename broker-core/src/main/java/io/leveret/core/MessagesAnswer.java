package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;

/** Hears what has become of messages that were to be deleted or moved: exactly once, on the core. */
public interface MessagesAnswer {
    /** So many are where they were to be, and the disk knows. */
    void done(MessagesHandled handled);

    /** Nothing has changed. */
    void refused(ChangeRefusedException why);

    /** Who asked for it. */
    default Actor actor() {
        return Actor.BROKER;
    }
}
