package io.leveret.core.channel;

import io.leveret.core.message.FieldTable;

/**
 * What there is to know of a client's connection beyond what the core acts on. {@code connectedAtMillis} since 1970; {@code frameMax} in octets,
 * {@code channelMax} and {@code heartbeatSeconds} as they were agreed on.
 */
public record ConnectionDetails(
        NetworkAddress peer,
        NetworkAddress local,
        String mechanism,
        FieldTable clientProperties,
        long connectedAtMillis,
        int frameMax,
        int channelMax,
        int heartbeatSeconds) {}
