package io.leveret.core;

import io.leveret.core.message.Body;
import java.util.function.Consumer;

/** Where the rest of the broker publishes events and lines of the log. The methods may be called on any thread: they hand over to the core's. */
public final class Announcer {
    public static final String EVENTS = Bulletin.EVENTS;
    public static final String LOG = Bulletin.LOG;

    private final CoreLoop loop;
    private final VirtualHost vhost;

    /** Hears of a message on its way; on the core. */
    @FunctionalInterface
    public interface Progress {
        /** It is being published now. */
        default void begins() {}

        /** It was published, unless the exchange has no bindings: {@code read} says whether it has. */
        void ended(boolean read);
    }

    Announcer(CoreLoop loop, VirtualHost vhost) {
        this.loop = loop;
        this.vhost = vhost;
    }

    /**
     * Publishes, with {@code properties} as those of a {@link io.leveret.core.message.Message}.
     */
    public void announce(String exchange, String routingKey, byte[] properties, Body body, Progress progress) {
        loop.execute(() -> {
            Bulletin bulletin = vhost.broadcasts().bulletin();
            progress.begins();
            try {
                vhost.inUnit(() -> bulletin.publish(exchange, routingKey, properties, body));
            } finally {
                progress.ended(bulletin.isRead(exchange));
            }
        });
    }

    /** Tells, on the core, whether an exchange has any bindings. */
    public void whetherRead(String exchange, Consumer<Boolean> reader) {
        loop.execute(() -> reader.accept(vhost.broadcasts().bulletin().isRead(exchange)));
    }
}
