package io.leveret.management.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.SessionSettings;
import io.leveret.management.http.Json;

/** The other end of a connection. */
final class Peers {
    private Peers() {}

    /** A connection's name and the other end of it. */
    static ObjectNode named(SessionSettings session) {
        ObjectNode json = Json.object().put("name", session.connectionName());
        put(json, session);
        return json;
    }

    static void put(ObjectNode json, SessionSettings session) {
        ConnectionDetails details = session.details();
        if (details != null) {
            json.put("peer_host", details.peer().host());
            json.put("peer_port", details.peer().port());
        }
    }
}
