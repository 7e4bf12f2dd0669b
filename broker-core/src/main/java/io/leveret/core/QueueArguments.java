package io.leveret.core;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.journal.Durability;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Properties;
import io.leveret.core.queue.Overflow;
import io.leveret.core.queue.QueueRules;
import io.leveret.core.queue.QueueType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the arguments of a queue that is to be created, and refuses in RabbitMQ's words. Arguments that nobody knows are kept and mean nothing. */
final class QueueArguments {
    private static final int MAX_PRIORITY = 255;
    private static final String CONSUMER_TIMEOUT = "x-consumer-timeout";
    private static final String DURABILITY = "x-durability";
    private static final String DEAD_LETTER_EXCHANGE = "x-dead-letter-exchange";

    private static final Set<String> STRATEGIES = Set.of("at-most-once", "at-least-once");
    private static final Set<String> MODES = Set.of("default", "lazy");
    private static final Set<String> LOCATORS = Set.of("client-local", "balanced", "random", "least-leaders");

    /** What is wrong with a value as RabbitMQ's error term, or null. */
    private interface Check {
        @Nullable
        String problem(FieldValue value, FieldTable all);
    }

    /** By name, which is also the order of the checks. */
    private static final Map<String, Check> CHECKS = new TreeMap<>(Map.ofEntries(
            Map.entry("x-expires", (value, all) -> period(value, true)),
            Map.entry("x-message-ttl", (value, all) -> period(value, false)),
            Map.entry(CONSUMER_TIMEOUT, (value, all) -> period(value, true)),
            Map.entry("x-dead-letter-routing-key", QueueArguments::deadLetterKey),
            Map.entry(DURABILITY, (value, all) -> durability(value)),
            Map.entry("x-dead-letter-strategy", (value, all) -> word(value, "invalid_dlx_strategy", STRATEGIES)),
            Map.entry("x-max-length", (value, all) -> count(value)),
            Map.entry("x-max-length-bytes", (value, all) -> count(value)),
            Map.entry("x-max-priority", (value, all) -> priority(value)),
            Map.entry("x-delivery-limit", (value, all) -> integer(value)),
            Map.entry("x-overflow", (value, all) -> overflow(value)),
            Map.entry("x-queue-mode", (value, all) -> mode(value)),
            Map.entry("x-queue-version", (value, all) -> version(value)),
            Map.entry("x-single-active-consumer", (value, all) -> flag(value)),
            Map.entry("x-queue-leader-locator", (value, all) -> word(value, "invalid_queue_locator_arg", LOCATORS)),
            Map.entry("x-quorum-initial-group-size", (value, all) -> positive(value))));

    /** The arguments of streams, which no other type takes. */
    private static final List<String> OF_STREAMS = List.of(
            "x-initial-cluster-size", "x-max-age", "x-stream-filter-size-bytes", "x-stream-max-segment-size-bytes");

    /** The arguments that a type does not take. */
    private static final Map<QueueType, List<String>> FOREIGN = Map.of(
            QueueType.CLASSIC,
            withThoseOfStreams("x-dead-letter-strategy", "x-quorum-initial-group-size"),
            QueueType.QUORUM,
            withThoseOfStreams("x-max-priority", "x-queue-mode", "x-queue-version"));

    private final String queue;

    private QueueArguments(String queue) {
        this.queue = queue;
    }

    /** Refuses what RabbitMQ refuses of a new queue: the type first, then the values, then arguments that are of another type, then flags. */
    static void check(String vhost, String name, boolean serverNamed, QueueDeclaration asked) {
        new QueueArguments("queue '" + name + "' in vhost '" + vhost + "'").check(serverNamed, asked);
    }

    private static List<String> withThoseOfStreams(String... others) {
        return Stream.concat(OF_STREAMS.stream(), Stream.of(others)).sorted().toList();
    }

    /** How long a consumer that asks for it in these arguments may have a delivery unacked; {@link QueueRules#NONE} if it does not. */
    static long consumerTimeout(String vhost, String name, FieldTable arguments) {
        FieldValue value = arguments.get(CONSUMER_TIMEOUT);
        if (value == null) {
            return QueueRules.NONE;
        }
        new QueueArguments("queue '" + name + "' in vhost '" + vhost + "'")
                .refuse(CONSUMER_TIMEOUT, period(value, true));
        return value.asLong();
    }

    private void check(boolean serverNamed, QueueDeclaration asked) {
        FieldTable arguments = asked.arguments();
        checkDeadLetterExchange(arguments.get(DEAD_LETTER_EXCHANGE));
        QueueType type = type(arguments.get(QueueType.ARGUMENT));
        List<String> foreign = FOREIGN.getOrDefault(type, List.of());
        CHECKS.forEach((key, check) -> {
            FieldValue value = arguments.get(key);
            if (value != null && !foreign.contains(key)) {
                refuse(key, check.problem(value, arguments));
            }
        });
        for (String key : foreign) {
            if (arguments.get(key) != null) {
                throw new AmqpException(
                        ReplyCode.PRECONDITION_FAILED,
                        "invalid arg '" + key + "' for " + queue + " of queue type " + type.errorName());
            }
        }
        if (type == QueueType.QUORUM) {
            checkQuorum(serverNamed, asked);
        }
        if (!asked.durable() && arguments.get(DURABILITY) != null) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid arg '" + DURABILITY + "' for non-durable " + queue); // nothing of it is ever stored
        }
    }

    /** Before all others and in other words, as RabbitMQ needs the name for the permissions. */
    private void checkDeadLetterExchange(@Nullable FieldValue value) {
        if (value != null && !value.isLongString()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid type '" + value.typeName() + "' for arg '" + DEAD_LETTER_EXCHANGE + "' in " + queue);
        }
    }

    private QueueType type(@Nullable FieldValue asked) {
        if (asked == null) {
            return QueueType.CLASSIC;
        }
        if (!asked.isLongString()) {
            refuse(QueueType.ARGUMENT, unacceptable(asked));
        }
        QueueType type = QueueType.of(asked.asString());
        if (type == null) {
            throw refusal(QueueType.ARGUMENT, unsupported("queue type", asked.asString()));
        }
        return type;
    }

    private void checkQuorum(boolean serverNamed, QueueDeclaration asked) {
        if (serverNamed) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "Cannot declare a server-named queue for type " + QueueType.QUORUM.errorName());
        }
        FieldValue overflow = asked.arguments().get("x-overflow");
        if (overflow != null && overflow.asString().equals(Overflow.REJECT_PUBLISH_DLX.word())) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid arg 'x-overflow' with value '\"reject-publish-dlx\"' for " + queue + " of queue type "
                            + QueueType.QUORUM.errorName());
        }
        checkProperty(!asked.durable(), "non-durable");
        checkProperty(asked.exclusive(), "exclusive-owner");
        checkProperty(asked.autoDelete(), "auto-delete");
    }

    private void checkProperty(boolean wrong, String property) {
        if (wrong) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "invalid property '" + property + "' for " + queue);
        }
    }

    private void refuse(String key, @Nullable String problem) {
        if (problem != null) {
            throw refusal(key, problem);
        }
    }

    private AmqpException refusal(String key, String problem) {
        return new AmqpException(
                ReplyCode.PRECONDITION_FAILED, "invalid arg '" + key + "' for " + queue + ": " + problem);
    }

    private static String unsupported(String what, Object value) {
        return "\"unsupported " + what + " '" + value + "'\"";
    }

    private static String unacceptable(FieldValue value) {
        return "{unacceptable_type," + value.typeName() + "}";
    }

    private static @Nullable String integer(FieldValue value) {
        return value.isInteger() ? null : "\"expected integer, got " + value.typeName() + "\"";
    }

    private static @Nullable String count(FieldValue value) {
        String problem = integer(value);
        return problem == null && value.asLong() < 0 ? "{value_negative," + value.asLong() + "}" : problem;
    }

    private static @Nullable String positive(FieldValue value) {
        String problem = count(value);
        return problem == null && value.asLong() == 0 ? "{value_zero,0}" : problem;
    }

    private static @Nullable String period(FieldValue value, boolean positive) {
        String problem = positive ? positive(value) : count(value);
        return problem == null && value.asLong() > Properties.MAX_EXPIRATION_MILLIS
                ? "{value_too_large," + value.asLong() + "}"
                : problem;
    }

    private static @Nullable String priority(FieldValue value) {
        String problem = count(value);
        return problem == null && value.asLong() > MAX_PRIORITY
                ? "{max_value_exceeded," + value.asLong() + "}"
                : problem;
    }

    private static @Nullable String version(FieldValue value) {
        String problem = count(value);
        return problem == null && value.asLong() != 1 && value.asLong() != 2
                ? unsupported("queue version", value.asLong())
                : problem;
    }

    private static @Nullable String mode(FieldValue value) {
        return value.isLongString() && !MODES.contains(value.asString())
                ? unsupported("queue mode", value.asString())
                : word(value);
    }

    private static @Nullable String flag(FieldValue value) {
        return value.type() == 't' ? null : unacceptable(value);
    }

    private static @Nullable String word(FieldValue value) {
        return value.isLongString() ? null : unacceptable(value);
    }

    private static @Nullable String word(FieldValue value, String problem, Set<String> allowed) {
        return value.isLongString() && !allowed.contains(value.asString()) ? problem : word(value);
    }

    private static @Nullable String overflow(FieldValue value) {
        return value.isLongString() && Overflow.of(value.asString()) == null ? "invalid_overflow" : word(value);
    }

    private static @Nullable String durability(FieldValue value) {
        return value.isLongString() && Durability.of(value.asString()) == null
                ? unsupported("durability", value.asString())
                : word(value);
    }

    private static @Nullable String deadLetterKey(FieldValue value, FieldTable all) {
        String problem = word(value);
        return problem == null && all.get(DEAD_LETTER_EXCHANGE) == null ? "routing_key_but_no_dlx_defined" : problem;
    }
}
