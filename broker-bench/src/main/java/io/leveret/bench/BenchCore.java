package io.leveret.bench;

import io.leveret.core.CoreLoop;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.message.OctetMemory;
import java.util.SplittableRandom;

/** A virtual host that the measuring thread turns itself, with a journal that is durable at once. */
final class BenchCore {
    private static final long TRANSACTION_BYTES = 1 << 20;

    private final TurnExecutor executor = new TurnExecutor();
    private final CoreLoop loop;

    /** Plenty of memory for anything but a deep queue; all messages stay objects. */
    BenchCore() {
        this(1 << 28, OctetMemory.NONE);
    }

    /** With so many octets for messages. */
    BenchCore(long memoryBytes, OctetMemory memory) {
        VirtualHost vhost = new VirtualHost(
                "/",
                new VirtualHostLimits(memoryBytes, TRANSACTION_BYTES),
                memory,
                () -> "token",
                new SplittableRandom(1));
        loop = new CoreLoop(vhost, executor, () -> 0);
        InstantJournal journal = new InstantJournal();
        journal.announceTo(loop);
        vhost.start(journal, new NoStore(), 1);
    }

    Connection connect(String name) {
        return new Connection(name, loop);
    }

    /** Submits what the connection asks, and works until there is nothing to do. */
    void run(Connection connection) {
        connection.submit();
        executor.run();
    }
}
