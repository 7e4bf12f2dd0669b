package io.leveret.dist.store;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import io.leveret.dist.ExternalBroker;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A thread that publishes persistent messages with confirms over a connection of its own. */
final class Publisher {
    /** Told what is published, before it is, and what is confirmed. */
    interface Listener {
        Listener NOBODY = new Listener() {};

        default void publishing(int publisher, long number) {}

        default void confirmed(int publisher, long number) {}

        /** Octets of this message, at most those of the flow. */
        default int bodySize(Flow flow, long number) {
            return flow.bodySize();
        }
    }

    private static final long STALL_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final Flow flow;
    private final Listener listener;
    private final ConfirmWindow window;
    private final Connection connection;
    private final Channel channel;
    private final Thread thread;
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong confirmed = new AtomicLong();
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

    private Publisher(Connection connection, Flow flow, Listener listener) throws IOException {
        this.flow = flow;
        this.listener = listener;
        this.window = new ConfirmWindow(flow.window());
        this.connection = connection;
        this.channel = connection.createChannel();
        this.thread = new Thread(this::run, "publisher-" + flow.publisher());
        thread.setDaemon(true);
        connection.addShutdownListener(cause -> window.open());
        channel.confirmSelect();
        channel.addConfirmListener(this::confirmed, (tag, multiple) -> fail(new IOException("nack of " + tag)));
    }

    static Publisher start(ExternalBroker broker, Flow flow) throws Exception {
        return start(broker, flow, Listener.NOBODY);
    }

    static Publisher start(ExternalBroker broker, Flow flow, Listener listener) throws Exception {
        Publisher publisher = new Publisher(broker.connect(), flow, listener);
        publisher.thread.start();
        return publisher;
    }

    long published() {
        return published.get();
    }

    long confirmed() {
        return confirmed.get();
    }

    /** Ends a flow without end; what is published will be confirmed. */
    void stop() {
        stopping = true;
    }

    /** Returns when everything is published and confirmed; fails when no confirm has come for two minutes. */
    void finish() throws Exception {
        long before;
        do {
            before = confirmed();
            thread.join(STALL_MILLIS);
        } while (thread.isAlive() && confirmed() > before);
        Throwable cause = failure;
        if (cause != null || thread.isAlive() || confirmed() != published()) {
            throw new IllegalStateException(
                    "publisher " + flow.publisher() + " has " + confirmed() + " confirms for " + published()
                            + " messages",
                    cause);
        }
        connection.close();
    }

    /** Returns when the thread has ended, as it does when its broker is gone. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    private void run() {
        byte[] template = NumberedBody.template(flow.bodySize(), flow.publisher());
        long began = System.nanoTime();
        try {
            for (long i = 0; i < flow.count() && !stopping; i++) {
                window.enter();
                if (!connection.isOpen() || failure != null) {
                    return;
                }
                publish(flow.first() + i, template, flow.perSecond() == 0 ? System.nanoTime() : due(began, i));
            }
            window.awaitEmpty();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** Waits for the message's moment. A late publisher does not make its messages younger: they were due when they were due. */
    private long due(long began, long index) {
        long due = began + index * TimeUnit.SECONDS.toNanos(1) / flow.perSecond();
        while (due - System.nanoTime() > 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return due;
    }

    private void publish(long number, byte[] template, long dueNanos) throws IOException {
        int size = Math.max(NumberedBody.SMALLEST, listener.bodySize(flow, number));
        new NumberedBody(flow.publisher(), number, dueNanos).writeTo(template, size);
        listener.publishing(flow.publisher(), number);
        published.incrementAndGet();
        channel.basicPublish(
                flow.exchange(),
                flow.key(number),
                MessageProperties.PERSISTENT_BASIC,
                size == template.length ? template : Arrays.copyOf(template, size));
    }

    private void confirmed(long tag, boolean multiple) {
        window.confirmed(tag, multiple, each -> {
            confirmed.incrementAndGet();
            listener.confirmed(flow.publisher(), flow.first() + each - 1);
        });
    }

    private void fail(Throwable cause) {
        failure = cause;
        window.open();
    }
}
