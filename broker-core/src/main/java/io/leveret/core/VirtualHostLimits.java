package io.leveret.core;

/**
 * Bounds of a virtual host, in octets: {@code memoryBytes} of messages above which no publish is taken, and what one transaction may hold.
 */
public record VirtualHostLimits(long memoryBytes, long transactionBytes) {}
