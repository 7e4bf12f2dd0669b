package io.leveret.core.node;

import io.leveret.core.access.TopicPermission;

/** What a user may do with the routing keys of an exchange, should it ever enter the virtual host. */
public record TopicRight(String vhost, String user, TopicPermission permission) {}
