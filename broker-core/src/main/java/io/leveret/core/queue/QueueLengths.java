package io.leveret.core.queue;

import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import org.jspecify.annotations.Nullable;

/**
 * What a queue holds at one moment: messages, octets of their bodies, consumers. {@code served}: a message that came now would be delivered at once.
 * {@code firstPublishedMillis} is when the first ready message came into the broker, 0 if there is none; {@code first} is that message if it is in memory.
 * {@code unackedSinceMillis} is when the oldest unacked delivery was made, 0 if there is none.
 */
public record QueueLengths(
        int ready,
        int unacked,
        int inMemory,
        long readyBytes,
        long unackedBytes,
        int consumers,
        boolean served,
        long firstPublishedMillis,
        @Nullable Message first,
        long unackedSinceMillis) {

    static QueueLengths of(ReadyLevels ready, QueueConsumers consumers, UnackedMessages unacked) {
        MessageRef first = ready.isEmpty() ? null : ready.firstRef();
        return new QueueLengths(
                ready.size(),
                unacked.count(),
                ready.inMemory(),
                ready.bytes(),
                unacked.bytes(),
                consumers.size(),
                consumers.haveCredit(),
                first == null ? 0 : first.publishedAtMillis(),
                first instanceof Message message ? message : null,
                unacked.sinceMillis());
    }

    public int messagesInMemory() {
        return inMemory + unacked;
    }

    public int messages() {
        return ready + unacked;
    }
}
