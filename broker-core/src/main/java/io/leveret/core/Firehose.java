package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.core.message.PropertyTable;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueuedMessage;
import java.util.List;

/**
 * Copies of all that is published to a virtual host and delivered from it, for who debugs it; off unless asked for. A copy is published after the command
 * that it tells of, and never in its place. Owner: core.
 */
final class Firehose {
    /** So many queues are told of: headers must fit a frame. */
    private static final int MOST_QUEUES = 256;

    private final VirtualHost vhost;
    private final Bulletin bulletin;
    private final Reporter reporter;
    private boolean on;

    Firehose(VirtualHost vhost, Bulletin bulletin, Reporter reporter) {
        this.vhost = vhost;
        this.bulletin = bulletin;
        this.reporter = reporter;
    }

    boolean isOn() {
        return on;
    }

    void turn(boolean newOn) {
        on = newOn;
    }

    /** A client has published a message that goes to these queues. */
    void published(ChannelState channel, Message message, List<Queue> queues) {
        if (isTraced(message)) {
            List<FieldValue> names = queues.stream()
                    .limit(MOST_QUEUES)
                    .map(queue -> FieldValue.of(queue.name()))
                    .toList();
            FieldTable headers =
                    headers(channel, message).put("routed_queues", names).build();
            later("publish." + message.exchange(), headers, message);
        }
    }

    /** A message goes from the queue to a client. */
    void delivered(ChannelState channel, Queue queue, QueuedMessage delivery) {
        Message message = delivery.message();
        if (isTraced(message)) {
            FieldTable headers = headers(channel, message)
                    .put("redelivered", delivery.redelivered() ? 1 : 0)
                    .build();
            later("deliver." + queue.name(), headers, message);
        }
    }

    private boolean isTraced(Message message) {
        return !message.exchange().equals(Bulletin.TRACE) && bulletin.isRead(Bulletin.TRACE);
    }

    private FieldTable.Builder headers(ChannelState channel, Message message) {
        FieldTable own = Properties.headers(message.properties());
        List<FieldValue> keys = CarbonCopies.keys(message.routingKey(), own).stream()
                .map(FieldValue::of)
                .toList();
        return FieldTable.builder()
                .put("exchange_name", message.exchange())
                .put("routing_keys", keys)
                .put("properties", PropertyTable.of(message.visible().properties()))
                .put("node", reporter.observers().node())
                .put("vhost", vhost.name())
                .put("connection", channel.session().settings().connectionName())
                .put("channel", channel.number())
                .put("user", channel.session().settings().user().name());
    }

    private void later(String key, FieldTable headers, Message message) {
        byte[] properties = Properties.withHeaders(Properties.none(), headers);
        vhost.afterCommand(() -> bulletin.publish(Bulletin.TRACE, key, properties, message.body()));
    }
}
