package io.leveret.management.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.node.VhostDescription;
import io.leveret.core.view.VhostView;
import io.leveret.management.http.Json;
import org.jspecify.annotations.Nullable;

/** Virtual hosts as RabbitMQ shows them. */
final class VhostJson {
    private final String node;

    /** {@code node} is the name of this node, where all virtual hosts are. */
    VhostJson(String node) {
        this.node = node;
    }

    /** A virtual host with what is in it; {@code totals} is null for one that is just being made or deleted. */
    record Row(
            String name,
            VhostDescription description,
            @Nullable VhostView totals) {
        long ready() {
            return totals == null ? 0 : totals.load().ready();
        }

        long unacked() {
            return totals == null ? 0 : totals.load().unacked();
        }
    }

    ObjectNode of(Row row) {
        VhostDescription about = row.description();
        ObjectNode json = Json.object().put("name", row.name());
        describe(json, about);
        json.put("protected_from_deletion", about.protectedFromDeletion());
        describe(json.putObject("metadata"), about);
        json.put("tracing", about.tracing());
        json.putObject("cluster_state").put(node, row.totals() == null ? "stopped" : "running");
        json.put("messages", row.ready() + row.unacked());
        json.put("messages_ready", row.ready());
        json.put("messages_unacknowledged", row.unacked());
        return json;
    }

    private static void describe(ObjectNode json, VhostDescription about) {
        json.put("description", about.text());
        about.tags().forEach(json.putArray("tags")::add);
        json.put("default_queue_type", about.defaultQueueType().wireName());
    }
}
