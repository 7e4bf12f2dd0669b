package io.leveret.core;

import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.NetworkAddress;
import io.leveret.core.message.FieldTable;

/** What a client's connection tells of itself. */
public final class TestDetails {
    private TestDetails() {}

    public static ConnectionDetails from(String host, int port) {
        return new ConnectionDetails(
                new NetworkAddress(host, port),
                new NetworkAddress("broker", 5672),
                null,
                "PLAIN",
                FieldTable.EMPTY,
                0,
                131_072,
                2047,
                60);
    }
}
