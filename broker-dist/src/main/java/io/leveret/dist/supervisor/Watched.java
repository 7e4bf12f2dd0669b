package io.leveret.dist.supervisor;

import io.leveret.core.CoreReader;
import io.leveret.core.node.Node;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The broker as its supervisor is told of it: where it listens, and the threads that have to answer. */
public record Watched(
        List<Listener> listeners, Iterable<EventExecutor> ioLoops, Consumer<Consumer<Map<String, CoreReader>>> cores) {
    /** What is served at a port. */
    public record Listener(String what, int port) {}

    public static Watched of(List<Listener> listeners, Iterable<EventExecutor> ioLoops, Node node) {
        return new Watched(
                listeners.stream().filter(listener -> listener.port() > 0).toList(),
                ioLoops,
                reader -> node.view(view -> reader.accept(view.readers())));
    }
}
