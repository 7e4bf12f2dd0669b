package io.leveret.core.queue;

/** What a queue knows of the channel that a consumer is on. */
public interface DeliveryTarget {
    /** Whether the channel as a whole may take another delivery: its own prefetch, its connection's output. */
    boolean hasRoom();

    /** The consumer waits for {@link #hasRoom}: the channel calls {@link Consumer#resume} when there is some. */
    void awaitRoom(Consumer consumer);

    /** Sends the message on its way; unless the consumer needs no ack, it is unacked from now on. */
    void deliver(Consumer consumer, QueuedMessage message);

    /** The queue is gone, and the consumer with it. */
    void cancelled(Consumer consumer);
}
