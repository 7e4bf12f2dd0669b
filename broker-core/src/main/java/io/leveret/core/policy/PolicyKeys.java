package io.leveret.core.policy;

import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys that a policy's definition may have, and of what form their values are: those of RabbitMQ, and {@code durability}. */
public final class PolicyKeys {
    private static final Pattern AGE = Pattern.compile("\\d+[YMDhms]");
    private static final Form TEXT = new Form("a text", FieldValue::isLongString);
    private static final Form NOT_NEGATIVE = whole("a whole number of at least 0", 0);
    private static final Form POSITIVE = whole("a whole number of at least 1", 1);
    private static final Form PERIOD = millis(1);
    private static final Form TIME_TO_LIVE = millis(0);
    private static final Form ANY_WHOLE = new Form("a whole number", FieldValue::isInteger);

    private static final Map<String, Form> FORMS = Map.ofEntries(
            Map.entry("alternate-exchange", TEXT),
            Map.entry("consumer-timeout", PERIOD),
            Map.entry("dead-letter-exchange", TEXT),
            Map.entry("dead-letter-routing-key", TEXT),
            Map.entry("dead-letter-strategy", oneOf("at-most-once", "at-least-once")),
            Map.entry("delivery-limit", ANY_WHOLE),
            Map.entry("durability", oneOf("fsync", "interval", "os")),
            Map.entry("expires", PERIOD),
            Map.entry("federation-upstream", TEXT),
            Map.entry("federation-upstream-pattern", TEXT),
            Map.entry("federation-upstream-set", TEXT),
            Map.entry("initial-cluster-size", POSITIVE),
            Map.entry("max-age", new Form("a number with one of the units Y, M, D, h, m, s", PolicyKeys::isAge)),
            Map.entry("max-in-memory-bytes", NOT_NEGATIVE),
            Map.entry("max-in-memory-length", NOT_NEGATIVE),
            Map.entry("max-length", NOT_NEGATIVE),
            Map.entry("max-length-bytes", NOT_NEGATIVE),
            Map.entry("message-ttl", TIME_TO_LIVE),
            Map.entry("overflow", oneOf("drop-head", "reject-publish", "reject-publish-dlx")),
            Map.entry("queue-leader-locator", oneOf("client-local", "balanced", "random", "least-leaders")),
            Map.entry("queue-master-locator", oneOf("client-local", "min-masters", "random")),
            Map.entry("queue-mode", oneOf("default", "lazy")),
            Map.entry("queue-version", new Form("1 or 2", PolicyKeys::isQueueVersion)),
            Map.entry("stream-max-segment-size-bytes", POSITIVE),
            Map.entry("target-group-size", POSITIVE));

    private static final Set<String> OPERATORS = Set.of(
            "delivery-limit",
            "expires",
            "max-in-memory-bytes",
            "max-in-memory-length",
            "max-length",
            "max-length-bytes",
            "message-ttl",
            "overflow",
            "queue-version");

    private PolicyKeys() {}

    /** What a value must be. */
    private record Form(String words, Predicate<FieldValue> fits) {}

    /** Throws {@link ChangeRefusedException} if a value is of another form, this layer knows not all the keys, or there is none at all. */
    public static void check(PolicyLayer layer, FieldTable definition) {
        if (definition.isEmpty()) {
            throw ChangeRefusedException.invalid("a policy defines at least one key");
        }
        List<FieldTable.Entry> unknown = new ArrayList<>();
        for (FieldTable.Entry entry : definition) {
            Form form = form(layer, entry.key());
            if (form == null) {
                unknown.add(entry);
            } else if (!form.fits().test(entry.value())) {
                throw ChangeRefusedException.invalid("'" + entry.key() + "' is to be " + form.words() + ", not "
                        + entry.value().text());
            }
        }
        if (!unknown.isEmpty()) { // RabbitMQ's words, the same in both layers
            throw ChangeRefusedException.invalid(
                    "Validation failed\n\n" + DefinitionTerms.of(unknown) + " are not recognised policy settings\n");
        }
    }

    /** Null if the layer knows no such key. */
    private static @Nullable Form form(PolicyLayer layer, String key) {
        return layer == PolicyLayer.OPERATOR && !OPERATORS.contains(key) ? null : FORMS.get(key);
    }

    private static Form millis(long least) {
        return new Form(
                "a number of milliseconds from " + least + " to " + Properties.MAX_EXPIRATION_MILLIS,
                value -> value.isInteger()
                        && value.asLong() >= least
                        && value.asLong() <= Properties.MAX_EXPIRATION_MILLIS);
    }

    private static Form whole(String words, long least) {
        return new Form(words, value -> value.isInteger() && value.asLong() >= least);
    }

    private static Form oneOf(String... words) {
        List<String> allowed = List.of(words);
        return new Form(
                "one of " + String.join(", ", words),
                value -> value.isLongString() && allowed.contains(value.asString()));
    }

    private static boolean isAge(FieldValue value) {
        return value.isLongString() && AGE.matcher(value.asString()).matches();
    }

    private static boolean isQueueVersion(FieldValue value) {
        return value.isInteger() && (value.asLong() == 1 || value.asLong() == 2);
    }
}
