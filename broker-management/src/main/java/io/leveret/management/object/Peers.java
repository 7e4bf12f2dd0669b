package io.leveret.management.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.SessionSettings;

/** The other end of a connection. */
final class Peers {
    private Peers() {}

    static void put(ObjectNode json, SessionSettings session) {
        ConnectionDetails details = session.details();
        if (details != null) {
            json.put("peer_host", details.peer().host());
            json.put("peer_port", details.peer().port());
        }
    }
}
