package io.leveret.amqp.connection;

import io.leveret.core.Clock;
import io.leveret.core.CoreExecutor;
import io.leveret.core.CoreLoop;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.ChannelQuota;
import io.leveret.core.access.Grant;
import io.leveret.core.access.LoginPace;
import io.leveret.core.access.LoginUncheckedException;
import io.leveret.core.access.PublishQuota;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.journal.Durability;
import io.leveret.core.journal.Journal;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.OctetMemory;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory with the virtual hosts "/" and "private": user "guest" may enter "/" from this host, "bob" may from anywhere. All that
 * is journaled is durable as soon as somebody waits for it.
 */
final class TestNode {
    /** A user of whom nobody can be asked. */
    static final String UNCHECKED = "nobody knows";

    static final ConnectionSettings SETTINGS = settings(1 << 20, 100);

    private TestNode() {}

    static ConnectionSettings settings(long inboxBytes, int maxConnections) {
        return settings(inboxBytes, maxConnections, 0);
    }

    static ConnectionSettings settings(long inboxBytes, int maxConnections, int perAddress) {
        return settings(inboxBytes, new ConnectionSettings.Most(maxConnections, perAddress), "");
    }

    static ConnectionSettings settings(long inboxBytes, int maxConnections, String anonymousUser) {
        return settings(inboxBytes, new ConnectionSettings.Most(maxConnections, 0), anonymousUser);
    }

    private static ConnectionSettings settings(long inboxBytes, ConnectionSettings.Most most, String anonymousUser) {
        return new ConnectionSettings(
                8,
                131_072,
                60,
                10_000,
                1 << 20,
                inboxBytes,
                1 << 20,
                most,
                anonymousUser,
                ServerProperties.of("Leveret", "0", "test"));
    }

    private static CoreExecutor executor(Executor tasks) {
        return new CoreExecutor() {
            @Override
            public void execute(Runnable task) {
                tasks.execute(task);
            }

            @Override
            public void schedule(Runnable task, long delayMillis) {
                throw new IllegalStateException("no test here lets time pass");
            }
        };
    }

    static Entrance entrance(Executor tasks) {
        return entrance(tasks, new AtomicInteger(), new Quotas(ChannelQuota.UNLIMITED, PublishQuota.UNLIMITED));
    }

    /** What bounds a connection. */
    record Quotas(ChannelQuota channels, PublishQuota publishes) {
        /** {@code channels} counts those that are open. */
        static Quotas counting(AtomicInteger channels, PublishQuota publishes) {
            ChannelQuota counting = new ChannelQuota() {
                @Override
                public void take() {
                    channels.incrementAndGet();
                }

                @Override
                public void release(int count) {
                    channels.addAndGet(-count);
                }
            };
            return new Quotas(counting, publishes);
        }
    }

    /** {@code sessions} counts those that are open. */
    static Entrance entrance(Executor tasks, AtomicInteger sessions, Quotas quotas) {
        return entrance(executor(tasks), System::currentTimeMillis, sessions, quotas);
    }

    /** Its time is that of {@code clock}. */
    static Entrance entrance(CoreExecutor executor, Clock clock, AtomicInteger sessions, Quotas quotas) {
        Map<String, CoreLoop> cores =
                Map.of("/", core("/", executor, clock), "private", core("private", executor, clock));
        return (request, port, listener) -> executor.execute(() -> {
            CoreLoop core = cores.get(request.vhost());
            User user = user(request.account());
            if (core == null) {
                listener.refused(new AmqpException(ReplyCode.NOT_ALLOWED, "vhost " + request.vhost() + " not found"));
            } else if (user.rightsIn(request.vhost()) == null) {
                listener.refused(new AmqpException(
                        ReplyCode.NOT_ALLOWED,
                        "access to vhost '" + request.vhost() + "' refused for user '" + request.user() + "'"));
            } else {
                SessionSettings session = new SessionSettings(
                        user, null, request.connectionName(), request.outputBoundBytes(), request.capabilities());
                sessions.incrementAndGet();
                listener.entered(new Entry(
                        core,
                        core.open(session, port, sessions::decrementAndGet),
                        quotas.channels(),
                        quotas.publishes()));
            }
        });
    }

    private static User user(Account account) {
        Grant grant = account.grant();
        return grant == null
                ? new User(account.name(), Set.of(), Map.of("/", Rights.ALL))
                : User.granted(account.name(), account.tags(), grant, Set.of("/", "private"));
    }

    private static CoreLoop core(String name, CoreExecutor executor, Clock clock) {
        AtomicInteger tokens = new AtomicInteger();
        VirtualHost vhost = new VirtualHost(
                name,
                new VirtualHostLimits(1 << 28, 1 << 20),
                OctetMemory.NONE,
                () -> "token-" + tokens.incrementAndGet(),
                new SplittableRandom(1));
        CoreLoop core = new CoreLoop(vhost, executor, clock);
        vhost.start(new InstantJournal(core), new NoStore(), 1);
        return core;
    }

    static Authenticator users() {
        return users(LoginPace.FREE);
    }

    static Authenticator users(LoginPace pace) {
        Map<String, Account> users = Map.of(
                "guest", new Account("guest", "", Set.of(), true),
                "bob", new Account("bob", "", Set.of(), false));
        return new Authenticator() {
            @Override
            public @Nullable Account authenticate(String name, byte[] password) {
                if (name.equals(UNCHECKED)) {
                    throw new LoginUncheckedException("a directory is away");
                }
                return new String(password, StandardCharsets.UTF_8).equals("secret") ? users.get(name) : null;
            }

            @Override
            public @Nullable Account proven(String name) {
                return users.get(name);
            }

            @Override
            public LoginPace pace() {
                return pace;
            }
        };
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
        public void request(Durability durability) {
            requestSync();
        }

        @Override
        public Durability durability() {
            return Durability.FSYNC;
        }

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
        public boolean isDiskLow() {
            return false;
        }

        @Override
        public boolean takesPublishes() {
            return true;
        }

        @Override
        public void release() {}

        @Override
        public long lastPosition() {
            return position;
        }
    }
}
