package io.leveret.core.node;

import io.leveret.core.access.Account;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.event.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has logged in to an account asks for a virtual host; the other values are those of
 * {@link io.leveret.core.channel.SessionSettings}. {@code actor} is who acts by it, if that is not the user.
 */
public record EntryRequest(
        String vhost,
        Account account,
        @Nullable String clientId,
        String connectionName,
        long outputBoundBytes,
        ClientCapabilities capabilities,
        @Nullable ConnectionDetails details,
        @Nullable Actor actor) {
    public String user() {
        return account.name();
    }
}
