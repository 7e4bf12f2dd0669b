package io.leveret.core.node;

import io.leveret.core.CoreLoop;
import io.leveret.core.Session;
import io.leveret.core.access.ChannelQuota;
import io.leveret.core.access.PublishQuota;

/** A connection is in its virtual host. {@code channels} counts what it opens, {@code publishes} what it publishes. */
public record Entry(CoreLoop core, Session session, ChannelQuota channels, PublishQuota publishes) {}
