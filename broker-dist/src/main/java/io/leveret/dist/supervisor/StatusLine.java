package io.leveret.dist.supervisor;

import io.leveret.core.view.VhostView;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** One line for people about a broker that runs. */
final class StatusLine {
    private StatusLine() {}

    static String ready(List<Watched.Listener> listeners) {
        return "ready on "
                + listeners.stream()
                        .map(listener -> listener.what() + " port " + listener.port())
                        .collect(Collectors.joining(", "));
    }

    static String of(List<Watched.Listener> listeners, Collection<VhostView> vhosts) {
        long connections = 0;
        long queues = 0;
        long messages = 0;
        long unacked = 0;
        boolean blocked = false;
        for (VhostView vhost : vhosts) {
            connections += vhost.objects().connections();
            queues += vhost.objects().queues();
            messages += vhost.load().ready() + vhost.load().unacked();
            unacked += vhost.load().unacked();
            blocked |= vhost.load().blocked();
        }
        return ready(listeners) + "; connections " + connections + ", queues " + queues + ", messages " + messages
                + " (unacked " + unacked + ")" + (blocked ? "; publishes wait for memory or the disk" : "");
    }
}
