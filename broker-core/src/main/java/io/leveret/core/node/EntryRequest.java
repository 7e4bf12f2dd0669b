package io.leveret.core.node;

import org.jspecify.annotations.Nullable;

/** A connection of a user that has logged in asks for a virtual host; the other values are those of {@link io.leveret.core.channel.SessionSettings}. */
public record EntryRequest(
        String vhost,
        String user,
        @Nullable String clientId,
        String connectionName,
        long outputBoundBytes,
        boolean cancelNotify) {}
