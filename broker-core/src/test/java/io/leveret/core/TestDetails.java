package io.leveret.core;

import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.message.FieldTable;
import java.net.InetSocketAddress;

/** What a client's connection tells of itself. */
public final class TestDetails {
    private TestDetails() {}

    public static ConnectionDetails from(String host, int port) {
        return new ConnectionDetails(
                InetSocketAddress.createUnresolved(host, port),
                InetSocketAddress.createUnresolved("broker", 5672),
                "PLAIN",
                FieldTable.EMPTY,
                0,
                131_072,
                2047,
                60);
    }
}
