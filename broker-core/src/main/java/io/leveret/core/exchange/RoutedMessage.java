package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message on its way along exchanges: with its routing keys and, read when the first exchange asks for them, its headers. Owner: core. */
final class RoutedMessage {
    private final Message message;
    private final List<String> keys;
    private @Nullable FieldTable headers;

    /** {@code keys}: the routing key first, then those of CC and BCC. */
    RoutedMessage(Message message, List<String> keys) {
        this.message = message;
        this.keys = keys;
    }

    Message message() {
        return message;
    }

    List<String> keys() {
        return keys;
    }

    /** The headers; none if the message has no table of them. */
    FieldTable headers() {
        FieldTable read = headers;
        if (read == null) {
            read = Properties.headers(message.properties());
            if (read == null) {
                read = FieldTable.EMPTY;
            }
            headers = read;
        }
        return read;
    }
}
