package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.CoreLoop;
import io.leveret.core.FakeJournal;
import io.leveret.core.FakeObserver;
import io.leveret.core.FakePort;
import io.leveret.core.FakeStore;
import io.leveret.core.NodeReplay;
import io.leveret.core.StepExecutor;
import io.leveret.core.TestDetails;
import io.leveret.core.TestEvents;
import io.leveret.core.VirtualHost;
import io.leveret.core.VirtualHostLimits;
import io.leveret.core.access.Account;
import io.leveret.core.access.ChannelQuota;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.PublishQuota;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.ConnectionDetails;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.event.Actor;
import io.leveret.core.message.OctetMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A node in memory whose executor and journals a test turns by hand; configured with virtual host "/" and user guest. */
final class NodeFixture implements Cores, AccountListener, Quotas {
    final List<String> answers = new ArrayList<>();
    final Map<String, Account> accounts = new HashMap<>();
    final Map<String, Long> quotas = new HashMap<>();
    final Map<String, PublishRate> rates = new HashMap<>();
    final Map<String, FakeJournal> vhostJournals = new HashMap<>();
    final FakeObserver observer = new FakeObserver();
    final List<String> ended = new ArrayList<>();

    /** Whether cores can't be started or ended, by a defect. */
    boolean broken;

    final FakeJournal journal;
    final Node node;

    private final StepExecutor executor = new StepExecutor();

    NodeFixture() {
        this(
                new FakeJournal(),
                new Configured().vhost("/").user(account("guest")).permission("/", "guest", Permissions.ALL));
    }

    NodeFixture(FakeJournal journal, Configured configured) {
        this.journal = journal;
        NodeState state = new NodeState();
        NodeReplay replay = new NodeReplay(Map.of("/", make("/")), NodeFixture::make, state::apply);
        journal.replay(replay);
        Map<String, CoreLoop> running = new HashMap<>();
        replay.vhosts().forEach((name, vhost) -> running.put(name, start(vhost)));
        NodeLoop loop = new NodeLoop(executor);
        journal.listener(loop);
        node = new Node(
                loop,
                journal,
                state,
                configured,
                running,
                new Node.Surroundings(this, this, this, observer.observers()));
        executor.run();
        observer.takeEvents();
    }

    /** The node after a power cut; the journals of its virtual hosts are forgotten. */
    NodeFixture crashAndRecover(Configured configured) {
        journal.crash();
        return new NodeFixture(journal, configured);
    }

    static Account account(String name) {
        return new Account(name, "hash of " + name, Set.of("management"), false);
    }

    private static VirtualHost make(String name) {
        return new VirtualHost(
                name,
                new VirtualHostLimits(1 << 20, 1 << 20),
                OctetMemory.NONE,
                () -> "token",
                new SplittableRandom(1));
    }

    private CoreLoop start(VirtualHost vhost) {
        FakeJournal port = new FakeJournal();
        CoreLoop loop = new CoreLoop(vhost, executor, executor::nowMillis);
        port.listener(loop);
        vhost.start(port, new FakeStore(port), 1);
        vhostJournals.put(vhost.name(), port);
        return loop;
    }

    @Override
    public CoreLoop start(String vhost) {
        failIfBroken();
        return start(make(vhost));
    }

    @Override
    public void ended(String vhost) {
        failIfBroken();
        ended.add(vhost);
    }

    private void failIfBroken() {
        if (broken) {
            throw new IllegalStateException("broken for a test");
        }
    }

    @Override
    public void changed(Account account) {
        failIfBroken();
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
        quotas.put(user, limits.maxChannels());
        rates.put(user, limits.publishRate());
    }

    @Override
    public void limitVhost(String vhost, PublishRate rate) {
        rates.put(vhost, rate);
    }

    /** Asks for a change; nothing is durable yet. */
    NodeFixture ask(Consumer<Answer> change) {
        change.accept(new Answer() {
            @Override
            public void done() {
                answers.add("done");
            }

            @Override
            public void refused(ChangeRefusedException why) {
                answers.add(why.reason() + " " + why.getMessage());
            }

            @Override
            public Actor actor() {
                return Actor.http("admin");
            }
        });
        executor.run();
        return this;
    }

    void sync() {
        journal.durable();
        executor.run();
    }

    /** Makes a change durable; returns its answer. */
    String change(Consumer<Answer> change) {
        answers.clear();
        ask(change).sync();
        return answers.toString();
    }

    void run() {
        executor.run();
    }

    /** A connection, or why it was refused. */
    Entered enter(String user, String vhost) {
        return enter(accounts.getOrDefault(user, account(user)), vhost);
    }

    /** As {@link #enter(String, String)}, after a login to this account. */
    Entered enter(Account login, String vhost) {
        return enter(login, vhost, TestDetails.from("client", 1));
    }

    /** What the broker does itself in the name of this user. */
    Entered enterUnlisted(String user, String vhost) {
        return enter(accounts.getOrDefault(user, account(user)), vhost, null);
    }

    private Entered enter(Account login, String vhost, ConnectionDetails details) {
        Entered entered = new Entered();
        node.enter(
                new EntryRequest(vhost, login, null, "test", 1 << 20, ClientCapabilities.ALL, details, null),
                entered.port,
                entered);
        executor.run();
        return entered;
    }

    /** Hears the answer to a connection. */
    static final class Entered implements Entrance.Listener {
        final FakePort port = new FakePort();
        Entry entry;
        String refusal = "";

        @Override
        public void entered(Entry newEntry) {
            entry = newEntry;
        }

        @Override
        public void refused(AmqpException why) {
            refusal = why.replyText();
        }

        void drop() {
            entry.core().drop(entry.session());
        }

        List<String> events() {
            return port.take(0).stream().map(TestEvents::words).toList();
        }
    }
}
