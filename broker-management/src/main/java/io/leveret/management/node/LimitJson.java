package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.node.PublishRate;
import io.leveret.core.node.UserLimits;
import io.leveret.core.node.VhostLimits;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Json;
import java.util.Set;

/** Limits as RabbitMQ names them, and those of publishing; those that are none are left out. */
public final class LimitJson {
    private static final String MAX_CONNECTIONS = "max-connections";
    private static final String MAX_CHANNELS = "max-channels";
    private static final String MAX_QUEUES = "max-queues";

    /** Leveret's own: messages, and octets of their bodies, that may be published a second. */
    private static final String MAX_PUBLISH_RATE = "max-publish-rate";

    private static final String MAX_PUBLISH_BYTES_RATE = "max-publish-bytes-rate";

    private static final Set<String> OF_USERS =
            Set.of(MAX_CONNECTIONS, MAX_CHANNELS, MAX_PUBLISH_RATE, MAX_PUBLISH_BYTES_RATE);
    private static final Set<String> OF_VHOSTS =
            Set.of(MAX_CONNECTIONS, MAX_QUEUES, MAX_PUBLISH_RATE, MAX_PUBLISH_BYTES_RATE);

    private LimitJson() {}

    public static ObjectNode of(UserLimits limits) {
        ObjectNode json = Json.object();
        put(json, MAX_CONNECTIONS, limits.maxConnections());
        put(json, MAX_CHANNELS, limits.maxChannels());
        put(json, limits.publishRate());
        return json;
    }

    public static ObjectNode of(VhostLimits limits) {
        ObjectNode json = Json.object();
        put(json, MAX_CONNECTIONS, limits.maxConnections());
        put(json, MAX_QUEUES, limits.maxQueues());
        put(json, limits.publishRate());
        return json;
    }

    private static void put(ObjectNode json, PublishRate rate) {
        put(json, MAX_PUBLISH_RATE, rate.messages());
        put(json, MAX_PUBLISH_BYTES_RATE, rate.bytes());
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

    /** Whether a user can have a limit of this name. */
    public static boolean isOfUsers(String name) {
        return OF_USERS.contains(name);
    }

    /** Whether a virtual host can have a limit of this name. */
    public static boolean isOfVhosts(String name) {
        return OF_VHOSTS.contains(name);
    }

    /** Throws a {@link Problem} for a name that is no limit of users, or a number that it can't have. */
    public static UserLimits with(UserLimits before, String name, long limit) {
        return switch (name) {
            case MAX_CONNECTIONS -> before.withMaxConnections(limit);
            case MAX_CHANNELS -> before.withMaxChannels(limit);
            case MAX_PUBLISH_RATE, MAX_PUBLISH_BYTES_RATE ->
                before.withPublishRate(with(before.publishRate(), name, limit));
            default -> throw unknown(name, "user-limits");
        };
    }

    /** Throws a {@link Problem} for a name that is no limit of virtual hosts, or a number that it can't have. */
    public static VhostLimits with(VhostLimits before, String name, long limit) {
        return switch (name) {
            case MAX_CONNECTIONS -> before.withMaxConnections(limit);
            case MAX_QUEUES -> before.withMaxQueues(limit);
            case MAX_PUBLISH_RATE, MAX_PUBLISH_BYTES_RATE ->
                before.withPublishRate(with(before.publishRate(), name, limit));
            default -> throw unknown(name, "limits");
        };
    }

    private static PublishRate with(PublishRate before, String name, long limit) {
        if (limit == 0) {
            throw Problem.badRequest(name + " should be at least 1 a second, or negative for no limit, actually was 0");
        }
        return name.equals(MAX_PUBLISH_RATE) ? before.withMessages(limit) : before.withBytes(limit);
    }

    private static Problem unknown(String name, String where) {
        return Problem.badRequest("Unrecognised terms ['" + name + "'] in " + where);
    }
}
