package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.Observers;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;

/** Tells of the connections of clients and their channels. What RabbitMQ calls a pid is the name of the connection or channel here. Owner: core. */
final class ConnectionReporter {
    private final String vhost;
    private final Reporter reporter;

    ConnectionReporter(String vhost, Reporter reporter) {
        this.vhost = vhost;
        this.reporter = reporter;
    }

    /** A channel's name for people, as RabbitMQ makes it. */
    static String channelName(ChannelState channel) {
        return channel.session().settings().connectionName() + " (" + channel.number() + ")";
    }

    void connectionCreated(SessionSettings of) {
        ConnectionDetails details = of.details();
        if (details == null || !reporter.wants(EventKind.CONNECTION_CREATED)) {
            return;
        }
        String user = of.user().name();
        tell(
                EventKind.CONNECTION_CREATED,
                named(of)
                        .put("vhost", vhost)
                        .put("user", user)
                        .put("user_who_performed_action", user)
                        .put("type", "network")
                        .put("protocol", "{0,9,1}")
                        .put("auth_mechanism", details.mechanism())
                        .put("connected_at", details.connectedAtMillis())
                        .put("frame_max", (long) details.frameMax())
                        .put("channel_max", (long) details.channelMax())
                        .put("timeout", (long) details.heartbeatSeconds())
                        .put("client_properties", details.clientProperties()));
    }

    void connectionClosed(SessionSettings of) {
        ConnectionDetails details = of.details();
        if (details != null && reporter.wants(EventKind.CONNECTION_CLOSED)) {
            tell(EventKind.CONNECTION_CLOSED, named(of).put("client_properties", details.clientProperties()));
        }
    }

    private FieldTable.Builder named(SessionSettings of) {
        FieldTable.Builder facts = FieldTable.builder()
                .put("name", of.connectionName())
                .put("pid", of.connectionName())
                .put("node", observers().node());
        ConnectionDetails details = of.details();
        FieldValue given = details == null ? null : details.clientProperties().get("connection_name");
        return given == null ? facts : facts.put("user_provided_name", given.text());
    }

    void channelCreated(ChannelState channel) {
        SessionSettings of = channel.session().settings();
        if (of.isListed() && reporter.wants(EventKind.CHANNEL_CREATED)) {
            String user = of.user().name();
            tell(
                    EventKind.CHANNEL_CREATED,
                    FieldTable.builder()
                            .put("vhost", vhost)
                            .put("user", user)
                            .put("user_who_performed_action", user)
                            .put("name", channelName(channel))
                            .put("pid", channelName(channel))
                            .put("number", (long) channel.number())
                            .put("connection", of.connectionName()));
        }
    }

    void channelClosed(ChannelState channel) {
        SessionSettings of = channel.session().settings();
        if (of.isListed() && reporter.wants(EventKind.CHANNEL_CLOSED)) {
            tell(
                    EventKind.CHANNEL_CLOSED,
                    FieldTable.builder()
                            .put("pid", channelName(channel))
                            .put("user_who_performed_action", of.user().name()));
        }
    }

    private Observers observers() {
        return reporter.observers();
    }

    private void tell(EventKind kind, FieldTable.Builder facts) {
        observers().events().happened(new BrokerEvent(kind, facts.build()));
    }
}
