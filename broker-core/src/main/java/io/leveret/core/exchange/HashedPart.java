package io.leveret.core.exchange;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a message an exchange hashes: a header's value, a property, or (both null) the routing key. */
record HashedPart(@Nullable String header, @Nullable String property) {
    private static final String HASH_HEADER = "hash-header";
    private static final String HASH_PROPERTY = "hash-property";
    private static final String MESSAGE_ID = "message_id";
    private static final String CORRELATION_ID = "correlation_id";
    private static final Set<String> PROPERTIES = Set.of(MESSAGE_ID, CORRELATION_ID, "timestamp");

    static HashedPart of(ExchangeSettings settings) {
        String header = text(settings, HASH_HEADER);
        String property = text(settings, HASH_PROPERTY);
        if (header != null && property != null) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED, "hash-header and hash-property are mutually exclusive");
        }
        if (property != null && !PROPERTIES.contains(property)) {
            throw new AmqpException(ReplyCode.PRECONDITION_FAILED, "Unsupported property: " + property);
        }
        return new HashedPart(header, property);
    }

    private static @Nullable String text(ExchangeSettings settings, String argument) {
        FieldValue value = settings.arguments().get(argument);
        if (value == null) {
            return null;
        }
        if (!value.isLongString()) {
            throw new AmqpException(
                    ReplyCode.PRECONDITION_FAILED,
                    "invalid type '" + value.typeName() + "' for arg '" + argument + "' in exchange '" + settings.name()
                            + "'");
        }
        return value.text();
    }

    boolean isRoutingKey() {
        return header == null && property == null;
    }

    /** The text to hash; empty if the message has no such part, so that all of those share a destination. */
    String of(RoutedMessage routed) {
        if (header != null) {
            FieldValue value = routed.headers().get(header);
            return value == null ? "" : value.text();
        }
        return property == null ? routed.keys().get(0) : property(routed.message(), property);
    }

    private static String property(Message message, String name) {
        byte[] properties = message.properties();
        Object value = switch (name) {
            case MESSAGE_ID -> Properties.messageId(properties);
            case CORRELATION_ID -> Properties.correlationId(properties);
            default -> Properties.timestamp(properties);
        };
        return value == null ? "" : value.toString();
    }
}
