package io.leveret.core;

import java.util.Map;
import java.util.Objects;

/** What holds in a queue, of its arguments and of the policies that apply to it; -1 = nothing. */
record ModelRules(
        long ttl, long maxLength, long maxBytes, String overflow, long deliveryLimit, String exchange, String key) {
    static final ModelRules NONE = new ModelRules(-1, -1, -1, "drop-head", -1, null, null);

    private static final long QUORUM_DELIVERIES = 20;

    static ModelRules of(Map<String, Object> arguments, Map<String, Object> user, Map<String, Object> operator) {
        long deliveries = lowest("delivery-limit", arguments, user, operator);
        boolean quorum = "quorum".equals(arguments.get("queue-type"));
        return new ModelRules(
                lowest("message-ttl", arguments, user, operator),
                lowest("max-length", arguments, user, operator),
                lowest("max-length-bytes", arguments, user, operator),
                Objects.requireNonNullElse(first("overflow", arguments, operator, user), "drop-head"),
                deliveries == -1 && quorum ? QUORUM_DELIVERIES : deliveries,
                first("dead-letter-exchange", arguments, operator, user),
                first("dead-letter-routing-key", arguments, operator, user));
    }

    @SafeVarargs
    private static long lowest(String key, Map<String, Object>... sources) {
        long lowest = -1;
        for (Map<String, Object> source : sources) {
            if (source.get(key) instanceof Integer value && (lowest == -1 || value < lowest)) {
                lowest = value;
            }
        }
        return lowest;
    }

    @SafeVarargs
    private static String first(String key, Map<String, Object>... sources) {
        for (Map<String, Object> source : sources) {
            if (source.get(key) != null) {
                return (String) source.get(key);
            }
        }
        return null;
    }

    private boolean limits() {
        return maxLength >= 0 || maxBytes >= 0;
    }

    boolean drops() {
        return limits() && overflow.equals("drop-head");
    }

    boolean refuses() {
        return limits() && !overflow.equals("drop-head");
    }

    boolean deadLettersRefused() {
        return overflow.equals("reject-publish-dlx");
    }

    /** Whether so much is too much. */
    boolean exceeded(long length, long bytes) {
        return (maxLength >= 0 && length > maxLength) || (maxBytes >= 0 && bytes > maxBytes);
    }
}
