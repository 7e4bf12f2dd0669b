package io.leveret.amqp.connection;

import io.leveret.core.Broker;
import io.leveret.core.CoreExecutor;
import io.leveret.core.CoreLoop;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.User;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker in memory with the virtual hosts "/" and "private": user "guest" may enter "/" from this host, "bob" may from anywhere. All that
 * is journaled is durable as soon as somebody waits for it.
 */
final class TestNode {
    static final ConnectionSettings SETTINGS = settings(1 << 20, 100);

    private TestNode() {}

    static ConnectionSettings settings(long inboxBytes, int maxConnections) {
        return new ConnectionSettings(
                8,
                131_072,
                60,
                10_000,
                1 << 20,
                inboxBytes,
                1 << 20,
                maxConnections,
                ServerProperties.of("Leveret", "0", "test"));
    }

    static Broker broker(Executor tasks) {
        CoreExecutor executor = new CoreExecutor() {
            @Override
            public void execute(Runnable task) {
                tasks.execute(task);
            }

            @Override
            public void schedule(Runnable task, long delayMillis) {
                throw new IllegalStateException("no test here lets time pass");
            }
        };
        return new Broker(Map.of("/", core("/", executor), "private", core("private", executor)));
    }

    private static CoreLoop core(String name, CoreExecutor executor) {
        AtomicInteger tokens = new AtomicInteger();
        VirtualHost vhost = new VirtualHost(
                name,
                new VirtualHostLimits(1 << 28, 1 << 20),
                () -> "token-" + tokens.incrementAndGet(),
                new SplittableRandom(1));
        CoreLoop core = new CoreLoop(vhost, executor, System::currentTimeMillis);
        vhost.start(
                new InstantJournal(core),
                (locations, listener) -> {
                    throw new IllegalStateException("nothing was ever paged out");
                },
                1);
        return core;
    }

    static Authenticator users() {
        Map<String, Permissions> rights = Map.of("/", Permissions.ALL);
        Map<String, User> users = Map.of(
                "guest", new User("guest", Set.of(), true, rights),
                "bob", new User("bob", Set.of(), false, rights));
        return (name, password) ->
                new String(password, java.nio.charset.StandardCharsets.UTF_8).equals("secret") ? users.get(name) : null;
    }

    private static final class InstantJournal implements Journal {
        private final CoreLoop core;
        private long position;
        private long told;

        InstantJournal(CoreLoop core) {
            this.core = core;
        }

        @Override
        public long append(JournalRecord record) {
            return ++position;
        }

        @Override
        public void beginUnit() {}

        @Override
        public void endUnit() {}

        @Override
        public void requestSync() {}

        @Override
        public void flush() {
            if (position > told) {
                told = position;
                core.durable(position);
            }
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public long lastPosition() {
            return position;
        }
    }
}
