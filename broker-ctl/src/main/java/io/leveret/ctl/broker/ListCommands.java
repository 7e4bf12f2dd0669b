package io.leveret.ctl.broker;

import io.leveret.ctl.command.Call;
import io.leveret.ctl.command.Column;
import io.leveret.ctl.command.Columns;
import io.leveret.ctl.command.CommandGroup;
import io.leveret.ctl.command.Listing;
import io.leveret.ctl.http.ApiPath;
import io.leveret.ctl.http.Json;
import io.leveret.ctl.http.Subject;
import java.util.function.Function;

/** Lists of what is declared and who is connected, with rabbitmqctl's columns; a pid there is a name here. */
public final class ListCommands {
    private static final Columns QUEUES = Columns.of(
                    Column.of("name"),
                    Column.of("vhost"),
                    Column.of("durable"),
                    Column.of("auto_delete"),
                    Column.of("exclusive"),
                    Column.of("arguments"),
                    Column.of("type"),
                    Column.of("policy"),
                    Column.of("operator_policy"),
                    Column.of("effective_policy_definition"),
                    Column.of("owner_pid", "owner_pid_details.name"),
                    Column.of("messages"),
                    Column.of("messages_ready"),
                    Column.of("messages_unacknowledged"),
                    Column.of("messages_ram"),
                    Column.of("messages_persistent"),
                    Column.of("message_bytes"),
                    Column.of("message_bytes_ready"),
                    Column.of("message_bytes_unacknowledged"),
                    Column.of("message_bytes_ram"),
                    Column.of("message_bytes_persistent"),
                    Column.of("head_message_timestamp"),
                    Column.of("oldest_ready_seconds"),
                    Column.of("oldest_unacked_seconds"),
                    Column.of("consumers"),
                    Column.of("consumer_utilisation"),
                    Column.of("consumer_capacity"),
                    Column.of("single_active_consumer_tag"),
                    Column.of("memory"),
                    Column.of("state"),
                    Column.of("idle_since"),
                    Column.of("leader"))
            .showing("name", "messages");
    private static final Columns EXCHANGES = Columns.of(
                    "name",
                    "type",
                    "vhost",
                    "durable",
                    "auto_delete",
                    "internal",
                    "arguments",
                    "policy",
                    "user_who_performed_action")
            .showing("name", "type");
    private static final Columns BINDINGS = Columns.of(
                    Column.of("source_name", "source"),
                    Column.of("source_kind", "source", source -> Json.text("exchange")),
                    Column.of("destination_name", "destination"),
                    Column.of("destination_kind", "destination_type"),
                    Column.of("routing_key"),
                    Column.of("arguments"),
                    Column.of("vhost"),
                    Column.of("properties_key"))
            .showing("source_name", "source_kind", "destination_name", "destination_kind", "routing_key", "arguments");
    private static final Columns CONNECTIONS = Columns.of(
                    Column.of("pid", "name"),
                    Column.of("name"),
                    Column.of("user"),
                    Column.of("vhost"),
                    Column.of("host"),
                    Column.of("port"),
                    Column.of("peer_host"),
                    Column.of("peer_port"),
                    Column.of("state"),
                    Column.of("channels"),
                    Column.of("protocol"),
                    Column.of("auth_mechanism"),
                    Column.of("ssl"),
                    Column.of("ssl_protocol"),
                    Column.of("ssl_cipher"),
                    Column.of("peer_cert_subject"),
                    Column.of("timeout"),
                    Column.of("frame_max"),
                    Column.of("channel_max"),
                    Column.of("client_properties"),
                    Column.of("connected_at"),
                    Column.of("recv_oct"),
                    Column.of("recv_cnt"),
                    Column.of("send_oct"),
                    Column.of("send_cnt"),
                    Column.of("send_pend"))
            .showing("user", "peer_host", "peer_port", "state");
    private static final Columns CHANNELS = Columns.of(
                    Column.of("pid", "name"),
                    Column.of("name"),
                    Column.of("connection", "connection_details.name"),
                    Column.of("number"),
                    Column.of("user"),
                    Column.of("vhost"),
                    Column.of("transactional"),
                    Column.of("confirm"),
                    Column.of("consumer_count"),
                    Column.of("messages_unacknowledged"),
                    Column.of("messages_uncommitted"),
                    Column.of("acks_uncommitted"),
                    Column.of("messages_unconfirmed"),
                    Column.of("prefetch_count"),
                    Column.of("global_prefetch_count"),
                    Column.of("state"))
            .showing("pid", "user", "consumer_count", "messages_unacknowledged");
    private static final Columns CONSUMERS = Columns.of(
                    Column.of("queue_name", "queue.name"),
                    Column.of("channel_pid", "channel_details.name"),
                    Column.of("consumer_tag"),
                    Column.of("ack_required"),
                    Column.of("prefetch_count"),
                    Column.of("active"),
                    Column.of("activity_status"),
                    Column.of("exclusive"),
                    Column.of("arguments"),
                    Column.of("vhost", "queue.vhost"))
            .showing(
                    "queue_name",
                    "channel_pid",
                    "consumer_tag",
                    "ack_required",
                    "prefetch_count",
                    "active",
                    "arguments");

    private ListCommands() {}

    public static CommandGroup group() {
        return CommandGroup.of(
                "Lists",
                Listing.command("list_queues", "Lists the queues of a virtual host (-p).", QUEUES, inVhost("queues")),
                Listing.command(
                        "list_exchanges",
                        "Lists the exchanges of a virtual host (-p).",
                        EXCHANGES,
                        inVhost("exchanges")),
                Listing.command(
                        "list_bindings", "Lists the bindings of a virtual host (-p).", BINDINGS, inVhost("bindings")),
                Listing.command(
                        "list_consumers",
                        "Lists the consumers of a virtual host (-p).",
                        CONSUMERS,
                        inVhost("consumers")),
                Listing.command(
                        "list_connections",
                        "Lists connections. pid is the name, which close_connection takes.",
                        CONNECTIONS,
                        ofNode("connections")),
                Listing.command("list_channels", "Lists channels. pid is the name.", CHANNELS, ofNode("channels")));
    }

    private static Function<Call, ApiPath> inVhost(String collection) {
        return call -> ApiPath.of(Subject.vhost(call.vhost()), collection, call.vhost());
    }

    private static Function<Call, ApiPath> ofNode(String collection) {
        return call -> ApiPath.of(Subject.of("the list of " + collection), collection);
    }
}
