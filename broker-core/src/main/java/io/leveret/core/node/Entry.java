package io.leveret.core.node;

import io.leveret.core.CoreLoop;
import io.leveret.core.Session;
import io.leveret.core.access.ChannelQuota;

/** A connection is in its virtual host. {@code channels} counts what it opens. */
public record Entry(CoreLoop core, Session session, ChannelQuota channels) {}
