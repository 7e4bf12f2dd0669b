package io.leveret.core.channel;

import io.leveret.core.message.FieldTable;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know of a client's connection beyond what the core acts on. {@code tls} is null where there is none; {@code connectedAtMillis} since
 * 1970; {@code frameMax} in octets, {@code channelMax} and {@code heartbeatSeconds} as they were agreed on.
 */
public record ConnectionDetails(
        NetworkAddress peer,
        NetworkAddress local,
        @Nullable TlsDetails tls,
        String mechanism,
        FieldTable clientProperties,
        long connectedAtMillis,
        int frameMax,
        int channelMax,
        int heartbeatSeconds) {}
