package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldValue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes a message to every binding, unless one with the same {@code x-deduplication-header} came before and is not forgotten yet: then there is no
 * destination for it. Owner: core.
 */
final class DeduplicationExchange extends Exchange {
    private static final String KEY = "x-deduplication-header";
    private static final String SIZE = "x-cache-size";
    private static final String TTL = "x-cache-ttl";
    private static final String PERSISTENCE = "x-cache-persistence";
    private static final Set<String> PERSISTENCES = Set.of("disk", "memory");
    private static final String POSITIVE = "' must be an integer greater than 0";

    private final BindingList all = new BindingList();
    private final DeduplicationCache cache;
    private final long ttlMillis;

    DeduplicationExchange(ExchangeSettings settings, ExchangeMemory memory) {
        super(settings);
        FieldValue size = settings.arguments().get(SIZE);
        if (size == null) {
            throw refused("Missing or invalid argument, '" + SIZE + POSITIVE);
        }
        this.cache = new DeduplicationCache(positive(size, "Missing or invalid argument, '" + SIZE + POSITIVE), memory);
        FieldValue ttl = settings.arguments().get(TTL);
        this.ttlMillis = ttl == null ? Long.MAX_VALUE : positive(ttl, "Invalid argument, '" + TTL + POSITIVE);
        checkPersistence(settings.arguments().get(PERSISTENCE));
    }

    /** The plugin takes numbers written as text too. */
    private static long positive(FieldValue argument, String otherwise) {
        long value = 0;
        if (argument.isInteger()) {
            value = argument.asLong();
        } else if (argument.isLongString() && argument.asString().matches("[0-9]{1,18}")) {
            value = Long.parseLong(argument.asString());
        }
        if (value <= 0) {
            throw refused(otherwise);
        }
        return value;
    }

    private static void checkPersistence(@Nullable FieldValue argument) {
        if (argument != null && !(argument.isLongString() && PERSISTENCES.contains(argument.asString()))) {
            throw refused("Invalid argument, '" + PERSISTENCE + "' must be either 'disk' or 'memory'");
        }
    }

    private static AmqpException refused(String why) {
        return new AmqpException(ReplyCode.PRECONDITION_FAILED, why);
    }

    @Override
    boolean routesAlike() {
        return false;
    }

    @Override
    boolean routesByKey() {
        return false;
    }

    @Override
    public void delete() {
        cache.clear();
    }

    @Override
    void index(Binding binding) {
        all.add(binding);
    }

    @Override
    void unindex(Binding binding) {
        all.remove(binding);
    }

    @Override
    void match(RoutedMessage message, Router router) {
        FieldValue key = message.headers().get(KEY);
        if (key == null || cache.add(key, message.message().publishedAtMillis(), ttl(message))) {
            all.match(router);
        }
    }

    private long ttl(RoutedMessage message) {
        FieldValue own = message.headers().get(TTL);
        return own != null && own.isInteger() ? own.asLong() : ttlMillis;
    }
}
