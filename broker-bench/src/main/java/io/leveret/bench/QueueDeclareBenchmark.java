package io.leveret.bench;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.CoreExecutor;
import io.leveret.core.CoreLoop;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.Session;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.journal.Journal;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.OctetMemory;
import io.leveret.store.journal.FatalListener;
import io.leveret.store.journal.SyncMode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An application starts: it declares so many durable queues in one go, asks for no answers, and waits for one at the end, which says that all are on
 * disk. A core on a thread of its own and a real journal, which start empty each time; {@code java.io.tmpdir} says which disk.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class QueueDeclareBenchmark {
    private static final int CHANNEL = 1;
    private static final int BATCH = 500;
    private static final long PLENTY = 1L << 30;

    @Param("20000")
    private int queues;

    /** The default. Its test takes less, as the journal writes spare files in advance. */
    @Param("134217728")
    private long fileSize;

    private @Nullable Opened opened;

    private record Opened(
            TemporaryJournal journal, ExecutorService core, CoreLoop loop, Session session, Answers answers) {}

    /** The answer that the last declare waits for. */
    private record Declared() implements ChannelEvent {}

    /** The journal must not fail: without its answer the benchmark would wait for ever. */
    private static final class Fatal implements FatalListener {
        @Override
        public void fatal(String message, Throwable cause) {
            System.err.println(message + ": " + cause);
            Runtime.getRuntime().halt(1);
        }
    }

    /** Counts what comes back; the core sends and the benchmark's thread waits. */
    private static final class Answers implements SessionPort {
        private final Semaphore events = new Semaphore(0);

        @Override
        public void send(EventBatch batch) {
            events.release(batch.size());
        }
    }

    @Setup(Level.Iteration)
    public void open() throws IOException {
        TemporaryJournal journal = TemporaryJournal.create(fileSize, SyncMode.FSYNC, new Fatal());
        ExecutorService core = Executors.newSingleThreadExecutor();
        VirtualHost vhost = new VirtualHost(
                "/", new VirtualHostLimits(PLENTY, PLENTY), OctetMemory.NONE, () -> "token", new SplittableRandom(1));
        CoreLoop loop = new CoreLoop(vhost, onThread(core), System::currentTimeMillis);
        Journal port = journal.open(loop);
        vhost.start(port, journal.messages(), 1);
        User user = new User("guest", Set.of(), Map.of("/", Rights.ALL));
        Answers answers = new Answers();
        Session session = loop.open(new SessionSettings(user, null, "bench", PLENTY, ClientCapabilities.ALL), answers);
        CommandBatch first = new CommandBatch();
        first.open(CHANNEL, 0, (host, channel) -> {});
        loop.submit(session, first);
        opened = new Opened(journal, core, loop, session, answers);
    }

    private static CoreExecutor onThread(ExecutorService thread) {
        return new CoreExecutor() {
            @Override
            public void execute(Runnable task) {
                thread.execute(task);
            }

            @Override
            public void schedule(Runnable task, long delayMillis) {
                throw new IllegalStateException("nothing that is declared here waits for a time");
            }
        };
    }

    @TearDown(Level.Iteration)
    public void close() throws IOException, InterruptedException {
        Opened closing = opened();
        closing.core.shutdown();
        if (!closing.core.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the core does not come to its end");
        }
        closing.journal.close();
    }

    private Opened opened() {
        Opened current = opened;
        if (current == null) {
            throw new IllegalStateException("not set up");
        }
        return current;
    }

    @Benchmark
    public int declareDurableQueues() throws InterruptedException {
        Opened to = opened();
        CommandBatch batch = new CommandBatch();
        for (int i = 1; i <= queues; i++) {
            batch.add(CHANNEL, 0, declare("application.queue-" + i, i == queues));
            if (i % BATCH == 0 || i == queues) {
                to.loop.submit(to.session, batch);
                batch = new CommandBatch();
            }
        }
        to.answers.events.acquire();
        return queues;
    }

    private static Command declare(String name, boolean answered) {
        QueueDeclaration declaration = new QueueDeclaration(name, false, true, false, false, FieldTable.EMPTY);
        return (host, channel) -> {
            host.declareQueue(channel, declaration);
            if (answered) {
                channel.replyDurable(new Declared());
            }
        };
    }
}
