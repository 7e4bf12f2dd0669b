package io.leveret.core.event;

import java.util.Locale;

/** The kinds of events, named as by RabbitMQ. */
public enum EventKind {
    QUEUE_CREATED,
    QUEUE_DELETED,
    EXCHANGE_CREATED,
    EXCHANGE_DELETED,
    BINDING_CREATED,
    BINDING_DELETED,
    CONSUMER_CREATED,
    CONSUMER_DELETED,
    CONNECTION_CREATED,
    CONNECTION_CLOSED,
    CHANNEL_CREATED,
    CHANNEL_CLOSED,
    USER_CREATED,
    USER_DELETED,
    USER_PASSWORD_CHANGED,
    USER_TAGS_SET,
    USER_AUTHENTICATION_SUCCESS,
    USER_AUTHENTICATION_FAILURE,
    USER_LIMITS_SET,
    VHOST_CREATED,
    VHOST_DELETED,
    VHOST_LIMITS_SET,
    PERMISSION_CREATED,
    PERMISSION_DELETED,
    TOPIC_PERMISSION_CREATED,
    TOPIC_PERMISSION_DELETED,
    POLICY_SET,
    POLICY_CLEARED,
    OPERATOR_POLICY_SET,
    OPERATOR_POLICY_CLEARED,
    PARAMETER_SET,
    PARAMETER_CLEARED,
    ALARM_SET,
    ALARM_CLEARED;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '.');

    /** The routing key of its messages, such as {@code queue.created}. */
    public String wireName() {
        return wireName;
    }
}
