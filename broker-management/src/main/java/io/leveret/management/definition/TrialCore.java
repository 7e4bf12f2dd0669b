package io.leveret.management.definition;

import io.leveret.core.CommandBatch;
import io.leveret.core.CoreControl;
import io.leveret.core.CoreExecutor;
import io.leveret.core.CoreLoop;
import io.leveret.core.Session;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.User;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.error.AmqpException;
import io.leveret.core.journal.Durability;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.MessageStore;
import io.leveret.core.message.Message;
import io.leveret.core.message.OctetMemory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A virtual host that nobody sees, on the thread that uses it: what can be declared in it can be declared elsewhere. Nothing of it is kept. Owner: management.
 */
final class TrialCore {
    private static final long ROOM = 1L << 30;
    private static final int CHANNEL = 1;

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final CoreLoop loop;
    private final Session session;

    TrialCore(String name) {
        VirtualHost vhost = new VirtualHost(
                name,
                new VirtualHostLimits(ROOM, ROOM),
                OctetMemory.NONE,
                () -> {
                    throw new IllegalStateException("definitions have names");
                },
                new SplittableRandom(0));
        loop = new CoreLoop(vhost, new Tasks(), () -> 0);
        vhost.start(new NoJournal(), new NoStore(), 1);
        User operator = User.operator(Set.of(name));
        session =
                loop.open(new SessionSettings(operator, null, "definitions", ROOM, ClientCapabilities.NONE), batch -> {
                    // what the core has to say is thrown or answered
                });
        CommandBatch open = new CommandBatch();
        open.open(CHANNEL, 0, (core, channel) -> {});
        submit(open);
    }

    /** Runs a command; one that is refused goes to {@code refused}. */
    void run(BiConsumer<VirtualHost, ChannelState> command, Consumer<AmqpException> refused) {
        CommandBatch batch = new CommandBatch();
        batch.add(CHANNEL, 0, (core, channel) -> {
            try {
                command.accept(core, channel);
            } catch (AmqpException e) {
                refused.accept(e);
            }
        });
        submit(batch);
    }

    /** Runs a change that is no command. */
    void change(Consumer<CoreControl> change) {
        change.accept(loop.control());
        runTasks();
    }

    private void submit(CommandBatch batch) {
        loop.submit(session, batch);
        runTasks();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private final class Tasks implements CoreExecutor {
        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void schedule(Runnable task, long delayMillis) {
            // no time passes here
        }
    }

    /** Everything is durable at once, and nothing is kept. Owner: management. */
    private final class NoJournal implements Journal {
        private long position;
        private long told;

        @Override
        public long append(JournalRecord record) {
            return ++position;
        }

        @Override
        public void beginUnit() {
            // nothing is kept, so nothing is whole or not
        }

        @Override
        public void endUnit() {
            // as above
        }

        @Override
        public void requestSync() {
            // each flush is one
        }

        @Override
        public void request(Durability durability) {
            // each flush is one
        }

        @Override
        public Durability durability() {
            return Durability.FSYNC;
        }

        @Override
        public void flush() {
            if (position > told) {
                told = position;
                loop.durable(position);
            }
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public boolean isDiskLow() {
            return false;
        }

        @Override
        public boolean takesPublishes() {
            return true;
        }

        @Override
        public long lastPosition() {
            return position;
        }

        @Override
        public void release() {
            // nothing is held
        }
    }

    /** There are no messages here. */
    private static final class NoStore implements MessageStore {
        @Override
        public void load(long queueId, long[] seqs, PageListener listener) {
            throw new IllegalStateException("a trial has no messages");
        }

        @Override
        public void pageOut(List<Message> messages, PagedOutListener listener) {
            throw new IllegalStateException("a trial has no messages");
        }

        @Override
        public void loadPaged(long[] locations, PageListener listener) {
            throw new IllegalStateException("a trial has no messages");
        }

        @Override
        public void forget(long[] locations) {
            throw new IllegalStateException("a trial has no messages");
        }
    }
}
