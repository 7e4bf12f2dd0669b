package io.leveret.core.view;

import io.leveret.core.count.Counts;
import io.leveret.core.queue.QueueType;
import java.util.Map;

/**
 * A virtual host as a whole at one moment. {@code channels} is what all its channels counted, those that are closed too; {@code queues} the same of its queues by their type. {@code heldBytes} is what messages hold in
 * memory; {@code blocked}: publishes wait for memory or the disk.
 */
public record VhostView(
        String name, Objects objects, Lives lives, Counts channels, Map<QueueType, Counts> queues, Load load) {

    public VhostView {
        queues = Map.copyOf(queues);
    }

    /** How many there are. */
    public record Objects(int connections, int channels, int exchanges, int queues, int consumers, int bindings) {}

    /** How many there were. */
    public record Lives(
            long channelsOpened, long channelsClosed, long queuesDeclared, long queuesCreated, long queuesDeleted) {}

    /** Messages of all queues, and what they hold of the memory. */
    public record Load(long ready, long unacked, long heldBytes, boolean blocked) {}
}
