package io.leveret.core.queue;

import io.leveret.core.journal.Durability;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Properties;
import io.leveret.core.policy.Policy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What arguments and policies together make of a queue. The lower of two numbers counts; of two words the one of the arguments, then that of the
 * operator's policy where it may set it at all, then that of the policy. {@link #NONE} stands for a limit that is not there.
 *
 * @param ttlMillis how long a message may be ready
 * @param expiresMillis how long the queue may be unused
 * @param maxLength ready messages
 * @param maxBytes octets of the bodies of ready messages
 * @param deliveryLimit how often a message may come back
 * @param consumerTimeoutMillis how long a delivery may be unacked
 * @param durability what a confirm waits for; null = as the node says
 */
public record QueueRules(
        long ttlMillis,
        long expiresMillis,
        long maxLength,
        long maxBytes,
        Overflow overflow,
        long deliveryLimit,
        long consumerTimeoutMillis,
        @Nullable String deadLetterExchange,
        @Nullable String deadLetterRoutingKey,
        @Nullable Durability durability) {
    public static final long NONE = -1;

    /** Those of a queue of which nothing is asked: most of very many queues share them. */
    private static final QueueRules USUAL =
            new QueueRules(NONE, NONE, NONE, NONE, Overflow.DROP_HEAD, NONE, NONE, null, null, null);

    static final String DEAD_LETTER_EXCHANGE = "dead-letter-exchange";
    static final String DEAD_LETTER_ROUTING_KEY = "dead-letter-routing-key";
    static final String OVERFLOW = "overflow";

    /** The rules of a queue with these arguments, and with the policies that apply to it. */
    public static QueueRules of(FieldTable arguments, @Nullable Policy policy, @Nullable Policy operatorPolicy) {
        Sources from = new Sources(arguments, definition(policy), definition(operatorPolicy));
        Overflow overflow = Overflow.of(Objects.requireNonNullElse(from.word(OVERFLOW), Overflow.DROP_HEAD.word()));
        long limit = from.number("delivery-limit");
        String durability = from.word("durability");
        boolean says = from.says("delivery-limit");
        QueueRules rules = new QueueRules(
                from.millis("message-ttl"),
                from.millis("expires"),
                from.number("max-length"),
                from.number("max-length-bytes"),
                overflow == null ? Overflow.DROP_HEAD : overflow,
                says ? limit : QueueType.of(arguments).deliveryLimit(),
                from.millis("consumer-timeout"),
                from.word(DEAD_LETTER_EXCHANGE),
                from.word(DEAD_LETTER_ROUTING_KEY),
                durability == null ? null : Durability.of(durability));
        return rules.equals(USUAL) ? USUAL : rules;
    }

    private static @Nullable FieldTable definition(@Nullable Policy policy) {
        return policy == null ? null : policy.definition();
    }

    /** Whether there is a limit on what may be ready. */
    boolean limitsLength() {
        return maxLength != NONE || maxBytes != NONE;
    }

    /** Whether so much is more than may be ready. */
    boolean exceeded(long length, long bytes) {
        return (maxLength != NONE && length > maxLength) || (maxBytes != NONE && bytes > maxBytes);
    }

    boolean refusesPublishes() {
        return overflow != Overflow.DROP_HEAD && limitsLength();
    }

    private record Sources(
            FieldTable arguments,
            @Nullable FieldTable policy,
            @Nullable FieldTable operatorPolicy) {

        /** The lowest that any of the three says; a negative number is no limit. */
        long number(String key) {
            return lower(
                    number(arguments.get("x-" + key)),
                    lower(number(get(policy, key)), number(get(operatorPolicy, key))));
        }

        /** As {@link #number}, but no longer than can be added to any time. */
        long millis(String key) {
            return Math.min(number(key), Properties.MAX_EXPIRATION_MILLIS);
        }

        private static long lower(long a, long b) {
            return a == NONE || b == NONE ? Math.max(a, b) : Math.min(a, b);
        }

        private static long number(@Nullable FieldValue value) {
            return value == null || !value.isInteger() ? NONE : Math.max(NONE, value.asLong());
        }

        @Nullable
        String word(String key) {
            FieldValue value = arguments.get("x-" + key);
            if (value == null) {
                value = get(operatorPolicy, key);
            }
            if (value == null) {
                value = get(policy, key);
            }
            return value == null || !value.isLongString() ? null : value.asString();
        }

        boolean says(String key) {
            return arguments.get("x-" + key) != null || get(policy, key) != null || get(operatorPolicy, key) != null;
        }

        private static @Nullable FieldValue get(@Nullable FieldTable table, String key) {
            return table == null ? null : table.get(key);
        }
    }
}
