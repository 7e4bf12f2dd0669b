package io.leveret.core.channel;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.User;

/**
 * What the core is told of a connection when it enters a virtual host. {@code connectionName} is for people; above {@code outputBoundBytes}
 * not yet flushed its consumers have no credit; {@code cancelNotify}: the client takes basic.cancel from the broker.
 */
public record SessionSettings(
        User user, Permissions permissions, String connectionName, long outputBoundBytes, boolean cancelNotify) {}
