package io.leveret.core.channel;

/** One end of a connection: an address as digits, or the name of what has none, and a port. */
public record NetworkAddress(String host, int port) {}
