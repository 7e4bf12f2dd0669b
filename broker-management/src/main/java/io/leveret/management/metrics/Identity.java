package io.leveret.management.metrics;

/** Who is measured: the node and its cluster by name, the versions of Leveret and of the RabbitMQ that it behaves like, and when it started. */
public record Identity(String node, String cluster, String version, String rabbitmqVersion, long startedAtMillis) {}
