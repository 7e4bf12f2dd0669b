package io.leveret.amqp.connection;

import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import org.jspecify.annotations.Nullable;

/** What start-ok tells about the client, as far as the broker acts on it; {@code all} is for people. */
record ClientProperties(
        String connectionName,
        @Nullable String clientId,
        ClientCapabilities capabilities,
        boolean authenticationFailureClose,
        FieldTable all) {
    static final ClientProperties NONE =
            new ClientProperties("", null, ClientCapabilities.NONE, false, FieldTable.EMPTY);

    private static final int MAX_NAME = 200;

    static ClientProperties of(FieldTable properties) {
        FieldValue name = properties.get("connection_name");
        FieldValue clientId = properties.get("client_id");
        FieldValue capabilities = properties.get("capabilities");
        FieldTable table =
                capabilities != null && capabilities.type() == 'F' ? capabilities.asTable() : FieldTable.EMPTY;
        return new ClientProperties(
                name != null && name.isLongString() ? forLog(name.asString()) : "",
                clientId != null && clientId.isLongString() ? clientId.asString() : null,
                new ClientCapabilities(
                        isTrue(table.get("consumer_cancel_notify")), isTrue(table.get("connection.blocked"))),
                isTrue(table.get("authentication_failure_close")),
                properties);
    }

    /** Cut, and on one line, so that no client writes lines of its own into the log. */
    static String forLog(String text) {
        String line = text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME);
        return line.replaceAll("\\p{Cntrl}", "?");
    }

    private static boolean isTrue(@Nullable FieldValue value) {
        return value != null && value.type() == 't' && value.asBoolean();
    }
}
