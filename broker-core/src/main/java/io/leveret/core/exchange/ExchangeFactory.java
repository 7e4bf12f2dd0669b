package io.leveret.core.exchange;

import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Makes a virtual host's exchanges, and gives them what those of some types share. Owner: core. */
public final class ExchangeFactory {
    private final RandomGenerator random;
    private final ExchangeMemory memory;

    /** {@code memoryBytes}: octets that all exchanges together may hold with what they remember of messages. */
    public ExchangeFactory(RandomGenerator random, LongSupplier memoryBytes) {
        this.random = random;
        this.memory = new ExchangeMemory(memoryBytes);
    }

    /** A new exchange with no bindings; throws {@link io.leveret.core.error.AmqpException} if its type refuses the arguments. */
    public Exchange create(ExchangeSettings settings) {
        return switch (settings.type()) {
            case DIRECT -> new DirectExchange(settings);
            case FANOUT -> new FanoutExchange(settings);
            case TOPIC -> new TopicExchange(settings);
            case HEADERS -> new HeadersExchange(settings);
            case CONSISTENT_HASH -> new ConsistentHashExchange(settings);
            case MODULUS_HASH -> new ModulusHashExchange(settings);
            case RANDOM, LOCAL_RANDOM -> new RandomExchange(settings, random);
            case RECENT_HISTORY -> new RecentHistoryExchange(settings, memory);
            case DELAYED_MESSAGE -> new DelayedExchange(settings, this);
            case MESSAGE_DEDUPLICATION -> new DeduplicationExchange(settings, memory);
        };
    }
}
