package io.leveret.core.channel;

import io.leveret.core.message.FieldTable;
import java.net.InetSocketAddress;

/**
 * What there is to know of a client's connection beyond what the core acts on. {@code connectedAtMillis} since 1970; {@code frameMax} in octets,
 * {@code channelMax} and {@code heartbeatSeconds} as they were agreed on.
 */
public record ConnectionDetails(
        InetSocketAddress peer,
        InetSocketAddress local,
        String mechanism,
        FieldTable clientProperties,
        long connectedAtMillis,
        int frameMax,
        int channelMax,
        int heartbeatSeconds) {}
