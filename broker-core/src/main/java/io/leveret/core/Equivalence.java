package io.leveret.core;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what is declared again with what is there, and refuses a difference in RabbitMQ's words. */
final class Equivalence {
    /** The arguments of a queue that a second declaration must repeat, beside its type; all others are ignored. */
    private static final List<String> QUEUE_ARGUMENTS = List.of(
            "x-expires",
            "x-message-ttl",
            "x-dead-letter-exchange",
            "x-dead-letter-routing-key",
            "x-dead-letter-strategy",
            "x-max-length",
            "x-max-length-bytes",
            "x-max-priority",
            "x-overflow",
            "x-queue-mode",
            "x-queue-version",
            "x-single-active-consumer",
            "x-delivery-limit",
            "x-consumer-timeout",
            "x-durability");

    private static final String QUEUE_TYPE = "x-queue-type";

    private final String object;

    /** {@code kind} and {@code name} of what is declared, such as queue 'q'. */
    Equivalence(String kind, String name, String vhost) {
        this.object = kind + " '" + name + "' in vhost '" + vhost + "'";
    }

    void same(String argument, Object received, Object current) {
        if (!received.equals(current)) {
            refuse(argument, "'" + received + "'", "'" + current + "'");
        }
    }

    void sameQueueArguments(FieldTable received, FieldTable current) {
        for (String argument : QUEUE_ARGUMENTS) {
            sameArgument(argument, received, current);
        }
        same(QUEUE_TYPE, queueType(received), queueType(current));
    }

    /** A queue that was declared without a type is a classic one. */
    private static String queueType(FieldTable arguments) {
        FieldValue type = arguments.get(QUEUE_TYPE);
        return type == null ? "classic" : type.text();
    }

    void sameArgument(String argument, FieldTable receivedTable, FieldTable currentTable) {
        FieldValue received = receivedTable.get(argument);
        FieldValue current = currentTable.get(argument);
        if (received == null || current == null) {
            if (received != null || current != null) {
                refuse(argument, typed(received), typed(current));
            }
        } else if (!sameValue(received, current)) {
            refuse(argument, "'" + received.text() + "'", "'" + current.text() + "'");
        }
    }

    private static boolean sameValue(FieldValue received, FieldValue current) {
        if (received.isInteger() && current.isInteger()) {
            return received.asLong() == current.asLong();
        }
        return received.equals(current);
    }

    private static String typed(@Nullable FieldValue value) {
        return value == null ? "none" : "the value '" + value.text() + "' of type '" + value.typeName() + "'";
    }

    private void refuse(String argument, String received, String current) {
        throw new AmqpException(
                ReplyCode.PRECONDITION_FAILED,
                "inequivalent arg '" + argument + "' for " + object + ": received " + received + " but current is "
                        + current);
    }
}
