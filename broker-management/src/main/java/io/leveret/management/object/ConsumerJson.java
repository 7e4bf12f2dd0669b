package io.leveret.management.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.view.ChannelName;
import io.leveret.core.view.ConsumerView;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.http.Parts;
import io.leveret.management.http.Shape;

/** A consumer as RabbitMQ's API shows it. */
final class ConsumerJson {
    private static final Shape<InVhost<ConsumerView>> QUEUE = new Parts<InVhost<ConsumerView>>()
            .text("name", one -> one.view().queue())
            .text("vhost", InVhost::vhost);

    private ConsumerJson() {}

    /** {@code node} is the node's name. */
    static Shape<InVhost<ConsumerView>> shape(String node) {
        return new Parts<InVhost<ConsumerView>>()
                .any("arguments", one -> FieldJson.of(one.view().settings().arguments()))
                .flag("ack_required", one -> !one.view().settings().noAck())
                .flag("active", one -> one.view().active())
                .text("activity_status", one -> one.view().active() ? "up" : "waiting")
                .inner("channel_details", one -> one.view().channel(), channel -> channel(node, channel))
                .text("consumer_tag", one -> one.view().tag())
                .flag("exclusive", one -> one.view().settings().exclusive())
                .whole("prefetch_count", one -> one.view().settings().prefetch())
                .inner("queue", one -> one, QUEUE);
    }

    private static ObjectNode channel(String node, ChannelName channel) {
        ObjectNode details = Json.object();
        details.put("connection_name", channel.session().connectionName());
        details.put("name", channel.text());
        details.put("node", node);
        details.put("number", channel.number());
        Peers.put(details, channel.session());
        details.put("user", channel.session().user().name());
        return details;
    }
}
