package io.leveret.dist;

import io.leveret.dist.settings.Settings;
import java.util.List;

/** On which addresses a listener listens. */
final class Listening {
    private Listening() {}

    /** "0.0.0.0" beside "::" is one socket for both where the system has such sockets. */
    static List<String> hosts(Settings.Listener listener) {
        boolean everywhere = listener.hosts().contains("::");
        return listener.hosts().stream()
                .filter(host -> !(everywhere && host.equals("0.0.0.0")))
                .toList();
    }
}
