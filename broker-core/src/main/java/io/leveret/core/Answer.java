package io.leveret.core;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;

/** Hears what has become of a change that was asked for: exactly once, on the thread of the owner of what is changed. */
public interface Answer {
    /** It is in force, and on disk. */
    void done();

    /** Nothing has changed; unless the reason is {@link ChangeRefusedException.Reason#FAILED}. */
    void refused(ChangeRefusedException why);

    /** Who asked for the change. */
    default Actor actor() {
        return Actor.BROKER;
    }
}
