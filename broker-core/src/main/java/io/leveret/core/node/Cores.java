package io.leveret.core.node;

import io.leveret.core.CoreLoop;

/** Makes and ends the cores of virtual hosts. All calls are the node's. */
public interface Cores {
    /** A core for a new virtual host, ready to be entered. */
    CoreLoop start(String vhost);

    /** The core has ended: what it ran on may go. */
    void ended(String vhost);
}
