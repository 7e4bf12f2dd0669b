package io.leveret.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node's virtual hosts, each with its core. Immutable: any thread may ask. */
public final class Broker {
    private final Map<String, CoreLoop> cores;

    public Broker(Map<String, CoreLoop> cores) {
        this.cores = Map.copyOf(cores);
    }

    /** The core of the virtual host with this name, or null. */
    public @Nullable CoreLoop core(String vhost) {
        return cores.get(vhost);
    }
}
