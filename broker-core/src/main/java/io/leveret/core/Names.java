package io.leveret.core;

import io.leveret.core.channel.ChannelState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;

/** Rules for the names of queues and exchanges. */
final class Names {
    static final String RESERVED_PREFIX = "amq.";

    private Names() {}

    /**
     * Without carriage returns and line feeds, which RabbitMQ drops from the names of what is declared, deleted, bound or unbound, but not of what is
     * published to, read or purged.
     */
    static String stripped(String name) {
        if (name.indexOf('\r') < 0 && name.indexOf('\n') < 0) {
            return name;
        }
        return name.replace("\r", "").replace("\n", "");
    }

    /** For an object about to be created. */
    static void refuseReserved(String kind, String name) {
        refusePrefix(kind, name, RESERVED_PREFIX);
    }

    /** For an object about to be created, whose name is not to begin so. */
    static void refusePrefix(String kind, String name, String prefix) {
        if (name.startsWith(prefix)) {
            throw new AmqpException(
                    ReplyCode.ACCESS_REFUSED, kind + " name '" + name + "' contains reserved prefix '" + prefix + "*'");
        }
    }

    static void refuseDefaultExchange(String name) {
        if (name.isEmpty()) {
            throw new AmqpException(ReplyCode.ACCESS_REFUSED, "operation not permitted on the default exchange");
        }
    }

    /** The queue's name, or for an empty one that of the channel's last declared queue. */
    static String ofQueue(ChannelState channel, String asked) {
        if (!asked.isEmpty()) {
            return asked;
        }
        if (channel.lastQueue().isEmpty()) {
            throw new AmqpException(ReplyCode.NOT_FOUND, "no previously declared queue");
        }
        return channel.lastQueue();
    }
}
