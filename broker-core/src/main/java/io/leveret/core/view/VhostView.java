package io.leveret.core.view;

import io.leveret.core.channel.Traffic;
import io.leveret.core.count.Counts;
import io.leveret.core.count.MessageSizes;
import io.leveret.core.queue.QueueType;
import java.util.Map;

/**
 * A virtual host as a whole at one moment. {@code channels} is what all its channels counted, those that are closed too; {@code queues} the same of its queues by their type, {@code traffic} of its connections. {@code heldBytes} is what messages hold in
 * memory; {@code blocked}: publishes wait for memory or the disk, and not for a moment only.
 */
public record VhostView(
        String name,
        Objects objects,
        Lives lives,
        Counts channels,
        Map<QueueType, Counts> queues,
        Load load,
        Held held,
        Publishing publishing,
        Traffic traffic) {

    public VhostView {
        queues = Map.copyOf(queues);
    }

    /** How many there are. */
    public record Objects(int connections, int channels, int exchanges, int queues, int consumers, int bindings) {}

    /** How many there were. */
    public record Lives(
            long connectionsOpened,
            long connectionsClosed,
            long channelsOpened,
            long channelsClosed,
            long queuesDeclared,
            long queuesCreated,
            long queuesDeleted) {}

    /** Messages of all queues, and what they hold of the memory. */
    public record Load(long ready, long unacked, long heldBytes, boolean blocked) {}

    /**
     * What the queues hold: octets of bodies, ready messages that are in memory, when the ready message that waits longest was published and the unacked one that is out longest
     * was delivered, in milliseconds since 1970 or 0 if there is none.
     */
    public record Held(
            long readyBytes, long unackedBytes, long inMemory, long readySinceMillis, long unackedSinceMillis) {}

    /**
     * Of open channels: those that have published, their publishes without an answer, what their transactions hold. Of all: publishes that were owed a confirm, and how large the
     * published messages were.
     */
    public record Publishing(
            int publishers,
            long publishesToConfirm,
            long unconfirmed,
            long uncommittedPublishes,
            long uncommittedAcks,
            MessageSizes sizes) {}
}
