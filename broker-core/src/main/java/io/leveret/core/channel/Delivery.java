package io.leveret.core.channel;

import io.leveret.core.queue.Consumer;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** A message that a channel has and has not settled, since {@code atMillis}; {@code consumer} is null for basic.get. */
record Delivery(
        long tag,
        Queue queue,
        QueuedMessage message,
        @Nullable Consumer consumer,
        long atMillis) {}
