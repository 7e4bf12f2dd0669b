package io.leveret.core.journal;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;

/** One thing that happened in a virtual host and must outlive it. Immutable. */
public sealed interface JournalRecord {
    /** A persistent message went to durable queues: {@code queueIds[i]} has it under {@code seqs[i]}. */
    @SuppressWarnings("ArrayRecordComponent") // one for every message: primitive, and compared by nobody
    record Enqueue(Message message, long[] queueIds, long[] seqs) implements JournalRecord {}

    /** The queue's messages with sequence numbers from {@code first} to {@code last} are settled: never to come back. */
    record Settle(long queueId, long first, long last) implements JournalRecord {}

    /** A message came back into its queue for the {@code deliveryCount}-th time. */
    record Requeue(long queueId, long seq, int deliveryCount) implements JournalRecord {}

    /** The queue's messages up to {@code upTo} have been delivered: what is unsettled of them returns flagged redelivered. */
    record Delivered(long queueId, long upTo) implements JournalRecord {}

    /** A durable queue was declared. Queue ids are unique in a node and never used again. */
    record QueueDeclared(String vhost, long queueId, String name, boolean autoDelete, FieldTable arguments)
            implements JournalRecord {}

    /** A durable queue is gone, with its messages and its bindings. */
    record QueueDeleted(long queueId) implements JournalRecord {}

    /** A durable exchange was declared; {@code type} by its name on the wire. */
    record ExchangeDeclared(
            String vhost, String name, String type, boolean autoDelete, boolean internal, FieldTable arguments)
            implements JournalRecord {}

    /** A durable exchange is gone, with its bindings. */
    record ExchangeDeleted(String vhost, String name) implements JournalRecord {}

    /** A binding between durable ends; the destination is a queue or, with {@code toExchange}, an exchange. */
    record Bound(String vhost, String source, boolean toExchange, String destination, String key, FieldTable arguments)
            implements JournalRecord {}

    /** A durable binding is gone. */
    record Unbound(
            String vhost, String source, boolean toExchange, String destination, String key, FieldTable arguments)
            implements JournalRecord {}

    /**
     * A setting was made or replaced: what is in force of it is its last value. {@code vhost} is empty for what is the node's. Its place among the
     * settings is that of its first value.
     */
    record SettingPut(SettingKind kind, String vhost, String name, FieldTable value) implements JournalRecord {}

    /**
     * A setting is gone. With a {@link SettingKind#VHOST} goes all that is in it: exchanges, queues with their messages, bindings, and the settings that
     * name it as their virtual host.
     */
    record SettingRemoved(SettingKind kind, String vhost, String name) implements JournalRecord {}
}
