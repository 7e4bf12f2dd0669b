package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostLimits;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Json;

/** Limits as RabbitMQ names them; those that are none are left out. */
public final class LimitJson {
    public static final String MAX_CONNECTIONS = "max-connections";
    public static final String MAX_CHANNELS = "max-channels";
    public static final String MAX_QUEUES = "max-queues";

    private LimitJson() {}

    public static ObjectNode of(UserLimits limits) {
        ObjectNode json = Json.object();
        put(json, MAX_CONNECTIONS, limits.maxConnections());
        put(json, MAX_CHANNELS, limits.maxChannels());
        return json;
    }

    public static ObjectNode of(VhostLimits limits) {
        ObjectNode json = Json.object();
        put(json, MAX_CONNECTIONS, limits.maxConnections());
        put(json, MAX_QUEUES, limits.maxQueues());
        return json;
    }

    private static void put(ObjectNode json, String name, long limit) {
        if (limit >= 0) {
            json.put(name, limit);
        }
    }

    /** The limit that a request sets; a negative number is none. */
    public static long number(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Problem.badRequest(name + " should be a number, actually was " + value);
        }
        return Math.max(-1, value.longValue());
    }

    public static UserLimits with(UserLimits before, String name, long limit) {
        return switch (name) {
            case MAX_CONNECTIONS -> new UserLimits(limit, before.maxChannels());
            case MAX_CHANNELS -> new UserLimits(before.maxConnections(), limit);
            default -> throw unknown(name, "user-limits");
        };
    }

    public static VhostLimits with(VhostLimits before, String name, long limit) {
        return switch (name) {
            case MAX_CONNECTIONS -> new VhostLimits(limit, before.maxQueues());
            case MAX_QUEUES -> new VhostLimits(before.maxConnections(), limit);
            default -> throw unknown(name, "limits");
        };
    }

    private static Problem unknown(String name, String where) {
        return Problem.badRequest("Unrecognised terms ['" + name + "'] in " + where);
    }
}
