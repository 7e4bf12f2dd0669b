package io.leveret.dist;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends octets one at a time, with time in between. */
final class OneByOne implements AutoCloseable {
    private static final int EVERY_MILLIS = 100;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger sent = new AtomicInteger();

    /** To all of them at once. */
    OneByOne(Iterable<RawConnection> receivers, byte[] octets) {
        timer.scheduleAtFixedRate(
                () -> {
                    int index = sent.get();
                    if (index < octets.length) {
                        receivers.forEach(raw -> send(raw, octets[index]));
                        sent.incrementAndGet();
                    }
                },
                0,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private static void send(RawConnection raw, byte octet) {
        try {
            raw.send(new byte[] {octet});
        } catch (IOException e) {
            // closed: that is what it is for
        }
    }

    int sent() {
        return sent.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
