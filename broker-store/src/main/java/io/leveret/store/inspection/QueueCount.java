package io.leveret.store.inspection;

/** How many messages a durable queue has on the disk, and octets of their bodies. */
public record QueueCount(String vhost, String name, long messages, long bodyOctets) {}
