package io.leveret.core;

import io.leveret.core.access.Access;
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

    private void check(ChannelState channel, Access access, String kind, String name) {
        var settings = channel.session().settings();
        if (!settings.permissions().allows(access, name)) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED,
                    access.word() + " access to " + kind + " '" + name + "' in vhost '" + vhost + "' refused for user '"
                            + settings.user().name() + "'");
        }
    }
}
