package io.leveret.management;

import io.leveret.core.Answer;
import io.leveret.core.CoreExecutor;
import io.leveret.core.CoreLoop;
import io.leveret.core.FakeJournal;
import io.leveret.core.FakeStore;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.Account;
import io.leveret.core.access.Authenticator;
import io.leveret.core.access.ChannelQuota;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.PublishQuota;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.OctetMemory;
import io.leveret.core.node.AccountListener;
import io.leveret.core.node.Configured;
import io.leveret.core.node.Cores;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeLoop;
import io.leveret.core.node.NodeState;
import io.leveret.core.node.PublishRate;
import io.leveret.core.node.Quotas;
import io.leveret.core.node.UserLimits;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A broker in memory: a node and the cores of its virtual hosts on one thread, and journals that are durable after each task. It begins with the virtual host "/" and
 * the administrator "guest", whose password is "guest"; that of any other user is its name.
 */
public final class MemoryBroker implements Cores, AccountListener, Quotas, Authenticator, AutoCloseable {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "memory-broker");
        made.setDaemon(true);
        return made;
    });
    private final FakePace pace = new FakePace();
    private final Map<String, FakeJournal> journals = new HashMap<>();
    private final Map<String, CoreLoop> cores = new ConcurrentHashMap<>();
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final CoreExecutor executor = new CoreExecutor() {
        @Override
        public void execute(Runnable task) {
            submit(task, 0);
        }

        @Override
        public void schedule(Runnable task, long delayMillis) {
            submit(task, delayMillis);
        }
    };
    private final Node node;
    private int lastToken;
    private long lastQueueIds;

    public MemoryBroker() {
        NodeLoop loop = new NodeLoop(executor);
        FakeJournal journal = new FakeJournal();
        journal.listener(loop);
        journals.put("", journal);
        Configured configured = new Configured()
                .vhost("/")
                .user(new Account("guest", "", Set.of("administrator"), true))
                .permission("/", "guest", Permissions.ALL);
        CompletableFuture<Node> made = new CompletableFuture<>();
        thread.execute(() -> made.complete(new Node(
                loop,
                journal,
                new NodeState(),
                configured,
                Map.of("/", start("/")),
                new Node.Surroundings(this, this, this))));
        node = made.join();
    }

    private void submit(Runnable task, long delayMillis) {
        try {
            thread.schedule(
                    () -> {
                        task.run();
                        journals.values().forEach(FakeJournal::durableIfNew);
                    },
                    delayMillis,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!thread.isShutdown()) {
                throw e;
            }
        }
    }

    public Node node() {
        return node;
    }

    /** The core of a virtual host. */
    public CoreLoop core(String vhost) {
        return cores.get(vhost);
    }

    /** A connection of guest to "/", from a host and port that nothing looks at. */
    public MemoryPeer connect(int port) {
        return connect("guest", "/", port);
    }

    public MemoryPeer connect(String user, String vhost, int port) {
        return new MemoryPeer(core(vhost), vhost, user, "10.0.0.1", port);
    }

    /** Makes a change and waits for its answer. */
    public void change(Consumer<Answer> change) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        change.accept(new Answer() {
            @Override
            public void done() {
                answered.complete(null);
            }

            @Override
            public void refused(ChangeRefusedException why) {
                answered.completeExceptionally(why);
            }
        });
        answered.join();
    }

    /** Adds a user whose password is its name. */
    @Override
    public FakePace pace() {
        return pace;
    }

    public void addUser(String name, String... tags) {
        change(answer -> node.putUser(new Account(name, "", Set.of(tags), false), answer));
    }

    public void permit(String user, String vhost, Permissions permissions) {
        change(answer -> node.setPermissions(vhost, user, permissions, answer));
    }

    @Override
    public CoreLoop start(String vhost) {
        FakeJournal journal = new FakeJournal();
        VirtualHost made = new VirtualHost(
                vhost,
                new VirtualHostLimits(1 << 28, 1 << 20),
                OctetMemory.NONE,
                () -> String.format("%022d", ++lastToken),
                new SplittableRandom(1));
        CoreLoop core = new CoreLoop(made, executor, System::currentTimeMillis);
        journal.listener(core);
        made.start(journal, new FakeStore(journal), ++lastQueueIds << 32);
        journals.put(vhost, journal);
        cores.put(vhost, core);
        return core;
    }

    @Override
    public void ended(String vhost) {
        journals.remove(vhost);
        cores.remove(vhost);
    }

    @Override
    public void changed(Account account) {
        accounts.put(account.name(), account);
    }

    @Override
    public void removed(String name) {
        accounts.remove(name);
    }

    @Override
    public ChannelQuota channels(String user) {
        return ChannelQuota.UNLIMITED;
    }

    @Override
    public PublishQuota publishes(String user, String vhost) {
        return PublishQuota.UNLIMITED;
    }

    @Override
    public void limitUser(String user, UserLimits limits) {
        // not looked at here
    }

    @Override
    public void limitVhost(String vhost, PublishRate rate) {
        // not looked at here
    }

    @Override
    public Account authenticate(String name, byte[] password) {
        return new String(password, StandardCharsets.UTF_8).equals(name) ? accounts.get(name) : null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
