package io.leveret.amqp.connection;

import io.leveret.core.access.Origin;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that are open, from their first octet on, in all and by where they come from. Who is one too many is told so at connection.open; many more than that are not
 * even listened to. Called on all I/O loops. Owner: node.
 */
final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    /** So many in addition are listened to, of all and of each address. */
    private static final int UNOPENED = 256;

    private static final int UNOPENED_OF_ADDRESS = 16;

    private final CurrentSettings settings;
    private final ChannelGroup all = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<Origin, Integer> byOrigin = new ConcurrentHashMap<>();
    private final Refusals refused = new Refusals(System::nanoTime);
    private final Refusals refusedByOrigin = new Refusals(System::nanoTime);

    OpenConnections(CurrentSettings settings) {
        this.settings = settings;
    }

    /** Counts a connection that was accepted, or closes it and says no. */
    boolean accept(Channel channel) {
        int most = settings.value().most().connections();
        if (all.size() >= most + UNOPENED) {
            long count = refused.another();
            if (count > 0) {
                LOG.warn(
                        "connection refused, too many are open peer={} limit={} refused={}",
                        channel.remoteAddress(),
                        most,
                        count);
            }
            channel.close();
            return false;
        }
        all.add(channel);
        return true;
    }

    /** Counts a connection for where it comes from, as soon as that is known, or closes it and says no. */
    boolean acceptFrom(Channel channel) {
        Peer peer = Peer.of(channel);
        Origin origin = Origin.of(peer.octets());
        if (origin == null) {
            return true;
        }
        int most = settings.value().most().perAddress();
        int open = byOrigin.merge(origin, 1, Integer::sum);
        channel.closeFuture().addListener(closed -> left(origin));
        if (most == 0 || open <= most + UNOPENED_OF_ADDRESS) {
            return true;
        }
        long count = refusedByOrigin.another();
        if (count > 0) {
            LOG.warn(
                    "connection refused, too many are open from one address origin={} limit={} refused={}",
                    origin,
                    most,
                    count);
        }
        channel.close();
        return false;
    }

    private void left(Origin origin) {
        byOrigin.computeIfPresent(origin, (same, open) -> open == 1 ? null : open - 1);
    }

    /** Throws an {@link AmqpException} if one of those that are open is too many to let this one in. */
    void requireRoom(Peer peer) {
        ConnectionSettings.Most most = settings.value().most();
        if (all.size() > most.connections()) {
            throw refused("node connection limit (" + most.connections() + ")");
        }
        Origin origin = Origin.of(peer.octets());
        if (most.perAddress() > 0 && origin != null && byOrigin.getOrDefault(origin, 0) > most.perAddress()) {
            throw refused("connection limit (" + most.perAddress() + ") of address " + origin);
        }
    }

    private static AmqpException refused(String limit) {
        return new AmqpException(ReplyCode.NOT_ALLOWED, "connection refused: " + limit + " is reached");
    }

    int size() {
        return all.size();
    }

    /** Those that are open now. */
    ChannelGroup group() {
        return all;
    }
}
