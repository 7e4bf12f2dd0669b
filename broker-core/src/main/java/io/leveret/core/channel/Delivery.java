package io.leveret.core.channel;

import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;
import io.leveret.core.queue.UnackedMoment;
import org.jspecify.annotations.Nullable;

/** A message that a channel has and has not settled, since {@code moment}; {@code consumer} is null for basic.get. */
record Delivery(long tag, QueuedMessage message, @Nullable Consumer consumer, UnackedMoment moment) {
    Queue queue() {
        return moment.queue();
    }
}
