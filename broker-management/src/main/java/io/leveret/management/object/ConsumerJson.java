package io.leveret.management.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.view.ChannelName;
import io.leveret.core.view.ConsumerView;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;

/** A consumer as RabbitMQ's API shows it. */
final class ConsumerJson {
    private ConsumerJson() {}

    static ObjectNode of(String node, String vhost, ConsumerView consumer) {
        ObjectNode json = Json.object();
        json.set("arguments", FieldJson.of(consumer.settings().arguments()));
        json.put("ack_required", !consumer.settings().noAck());
        json.put("active", consumer.active());
        json.put("activity_status", consumer.active() ? "up" : "waiting");
        ChannelName channel = consumer.channel();
        ObjectNode details = json.putObject("channel_details");
        details.put("connection_name", channel.session().connectionName());
        details.put("name", channel.text());
        details.put("node", node);
        details.put("number", channel.number());
        Peers.put(details, channel.session());
        details.put("user", channel.session().user().name());
        json.put("consumer_tag", consumer.tag());
        json.put("exclusive", consumer.settings().exclusive());
        json.put("prefetch_count", consumer.settings().prefetch());
        json.putObject("queue").put("name", consumer.queue()).put("vhost", vhost);
        return json;
    }
}
