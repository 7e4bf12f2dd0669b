package io.leveret.amqp.connection;

import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.EventListener;
import io.leveret.core.message.FieldTable;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** Tells of logins that succeed and fail, with facts named as by RabbitMQ. */
record LoginEvents(EventListener listener) {
    void succeeded(Channel connection, String name, String mechanism) {
        if (listener.wants(EventKind.USER_AUTHENTICATION_SUCCESS)) {
            FieldTable facts = facts(connection, name, mechanism).build();
            listener.happened(new BrokerEvent(EventKind.USER_AUTHENTICATION_SUCCESS, facts));
        }
    }

    void failed(Channel connection, String name, String mechanism, String error) {
        if (listener.wants(EventKind.USER_AUTHENTICATION_FAILURE)) {
            FieldTable facts =
                    facts(connection, name, mechanism).put("error", error).build();
            listener.happened(new BrokerEvent(EventKind.USER_AUTHENTICATION_FAILURE, facts));
        }
    }

    private static FieldTable.Builder facts(Channel connection, String name, String mechanism) {
        Peer peer = Peer.of(connection);
        FieldTable.Builder facts = FieldTable.builder()
                .put("name", name)
                .put("connection_name", peer.connectionName())
                .put("connection_type", "network")
                .put("protocol", "{0,9,1}")
                .put("auth_mechanism", mechanism)
                .put("ssl", peer.tls() != null);
        if (peer.address() instanceof InetSocketAddress inet) {
            facts.put("peer_host", inet.getHostString()).put("peer_port", (long) inet.getPort());
        }
        return facts;
    }
}
