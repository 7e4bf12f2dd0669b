package io.leveret.core;

import io.leveret.core.message.Message;

/** The message with this number that came to this queue first: wherever it is dead-lettered to, there is one of it. */
record ModelKey(int id, String origin) {
    /** That of a message which is in {@code queue} now. */
    static ModelKey of(Message message, String queue) {
        return new ModelKey(ModelCopy.id(message), ModelHistory.origin(message, queue));
    }

    @Override
    public String toString() {
        return id + " of " + origin;
    }
}
