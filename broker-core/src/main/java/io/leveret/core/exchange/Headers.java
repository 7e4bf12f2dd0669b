package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import org.jspecify.annotations.Nullable;

/** A message's headers, read when the first headers exchange on its way asks for them. Owner: core. */
final class Headers {
    private final Message message;
    private @Nullable FieldTable table;

    Headers(Message message) {
        this.message = message;
    }

    FieldTable table() {
        FieldTable read = table;
        if (read == null) {
            read = Properties.headers(message.properties());
            if (read == null) {
                read = FieldTable.EMPTY;
            }
            table = read;
        }
        return read;
    }
}
