package io.leveret.core.channel;

import io.leveret.core.access.User;
import org.jspecify.annotations.Nullable;

/**
 * What the core is told of a connection when it enters a virtual host. {@code clientId} is what the client calls itself, {@code connectionName} is for people; above {@code outputBoundBytes}
 * not yet flushed its consumers have no credit; {@code cancelNotify}: the client takes basic.cancel from the broker.
 */
public record SessionSettings(
        User user, @Nullable String clientId, String connectionName, long outputBoundBytes, boolean cancelNotify) {}
