package io.leveret.core;

import io.leveret.core.access.Access;
import io.leveret.core.access.SessionAccess;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;

/** Asks for a user's rights, and refuses in RabbitMQ's words. */
final class AccessCheck {
    /** The name under which rights on the default exchange are checked. */
    private static final String DEFAULT_EXCHANGE = "amq.default";

    private final String vhost;

    AccessCheck(String vhost) {
        this.vhost = vhost;
    }

    void queue(ChannelState channel, Access access, String name) {
        check(channel, access, "queue", name);
    }

    void exchange(ChannelState channel, Access access, String name) {
        check(channel, access, "exchange", name.isEmpty() ? DEFAULT_EXCHANGE : name);
    }

    /** For a passive declare: whoever may do anything with a queue or exchange may know that it is there. */
    void any(ChannelState channel, String kind, String name) {
        SessionAccess rights = channel.session().access();
        for (Access access : Access.values()) {
            if (rights.allows(access, name)) {
                return;
            }
        }
        throw refused(channel, "access to " + kind + " '" + name + "'");
    }

    /** The rights on routing keys of a topic exchange. */
    void topic(ChannelState channel, Access access, String exchange, String key) {
        if (!channel.session().access().allowsTopic(access, exchange, key)) {
            throw refused(channel, access.word() + " access to topic '" + key + "' in exchange '" + exchange + "'");
        }
    }

    private void check(ChannelState channel, Access access, String kind, String name) {
        if (!channel.session().access().allows(access, name)) {
            throw refused(channel, access.word() + " access to " + kind + " '" + name + "'");
        }
    }

    private AmqpException refused(ChannelState channel, String what) {
        String user = channel.session().settings().user().name();
        return new AmqpException(
                ReplyCode.ACCESS_REFUSED, what + " in vhost '" + vhost + "' refused for user '" + user + "'");
    }
}
