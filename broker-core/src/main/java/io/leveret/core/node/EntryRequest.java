package io.leveret.core.node;

import io.leveret.core.access.Account;
import io.leveret.core.channel.ConnectionDetails;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has logged in to an account asks for a virtual host; the other values are those of
 * {@link io.leveret.core.channel.SessionSettings}.
 */
public record EntryRequest(
        String vhost,
        Account account,
        @Nullable String clientId,
        String connectionName,
        long outputBoundBytes,
        boolean cancelNotify,
        @Nullable ConnectionDetails details) {
    public String user() {
        return account.name();
    }
}
