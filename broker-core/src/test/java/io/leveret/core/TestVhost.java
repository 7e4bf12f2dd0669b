package io.leveret.core;

import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.journal.Replay;
import io.leveret.core.message.Message;
import io.leveret.core.message.MessageRef;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueContents;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A virtual host with all that it needs from outside, turned by hand: commands run at once, flushes and syncs when a test says so. */
public final class TestVhost {
    public static final String NAME = "/";
    private static final long PLENTY = 1L << 40;

    private final StepExecutor executor;
    private final FakeJournal journal;
    private final FakeStore store;
    private final FakeMemory memory = new FakeMemory();
    private final VirtualHost vhost;
    private final CoreLoop loop;
    private int lastToken;

    public TestVhost() {
        this(new VirtualHostLimits(PLENTY, PLENTY));
    }

    public TestVhost(VirtualHostLimits limits) {
        this(limits, new FakeJournal(), new StepExecutor(), replay -> {});
    }

    private TestVhost(VirtualHostLimits limits, FakeJournal journal, StepExecutor executor) {
        this(limits, journal, executor, replay -> {});
    }

    private TestVhost(
            VirtualHostLimits limits, FakeJournal journal, StepExecutor executor, Consumer<Replay> beforeJournal) {
        this.executor = executor;
        this.journal = journal;
        this.store = new FakeStore(journal);
        this.vhost = new VirtualHost(NAME, limits, memory, this::token, new SplittableRandom(1));
        this.loop = new CoreLoop(vhost, executor, executor::nowMillis);
        NodeReplay replay = new NodeReplay(
                Map.of(NAME, vhost),
                name -> {
                    throw new IllegalStateException("no other vhost in this journal: " + name);
                },
                setting -> {});
        beforeJournal.accept(replay);
        journal.replay(replay);
        journal.listener(loop);
        vhost.start(journal, store, replay.highestQueueId() + 1);
    }

    /** A virtual host that starts with what it is told. */
    public static TestVhost recovering(Consumer<Replay> what) {
        return new TestVhost(new VirtualHostLimits(PLENTY, PLENTY), new FakeJournal(), new StepExecutor(), what);
    }

    /** A virtual host that starts with what is left in this one's journal after a power cut. */
    public TestVhost crashAndRecover() {
        return crashAndRecover(new VirtualHostLimits(PLENTY, PLENTY));
    }

    public TestVhost crashAndRecover(VirtualHostLimits limits) {
        journal.crash();
        return new TestVhost(limits, journal, new StepExecutor());
    }

    /** As {@link #crashAndRecover}, and time has gone on by so much. */
    TestVhost crashAndRecover(VirtualHostLimits limits, long downMillis) {
        journal.crash();
        return new TestVhost(limits, journal, new StepExecutor(executor.nowMillis() + downMillis));
    }

    private String token() {
        return String.format("%022d", ++lastToken);
    }

    /** A new connection of user guest, who may do everything. */
    public TestConnection connect() {
        return connect(Permissions.ALL);
    }

    public TestConnection connect(Permissions permissions) {
        return connect(new User("guest", Set.of(), Map.of()), permissions, PLENTY, true);
    }

    /** A new connection that takes so many octets before it must flush. */
    public TestConnection connect(long outputBound) {
        return connect(new User("guest", Set.of(), Map.of()), Permissions.ALL, outputBound, true);
    }

    public TestConnection connect(User user, Permissions permissions, long outputBound, boolean cancelNotify) {
        User entitled = new User(user.name(), user.tags(), Map.of(NAME, Rights.of(permissions)));
        FakePort port = new FakePort();
        SessionSettings settings =
                new SessionSettings(entitled, null, "test", outputBound, new ClientCapabilities(cancelNotify, true));
        return new TestConnection(this, loop.open(settings, port), port);
    }

    /** A new connection of this user, with its own rights. */
    public TestConnection connect(User user) {
        FakePort port = new FakePort();
        return new TestConnection(
                this, loop.open(new SessionSettings(user, null, "test", PLENTY, ClientCapabilities.ALL), port), port);
    }

    /** Channel 1 of a new connection. */
    public TestChannel channel() {
        return connect().channel(1);
    }

    /** The core works until it comes to rest. */
    public void run() {
        executor.run();
    }

    /** All that happened so far is durable, and the core knows. */
    public void sync() {
        run();
        journal.durable();
        run();
    }

    /** So much time passes, and what is due happens. */
    public void advance(long millis) {
        executor.advance(millis);
        run();
    }

    public StepExecutor executor() {
        return executor;
    }

    public FakeJournal journal() {
        return journal;
    }

    public FakeMemory memory() {
        return memory;
    }

    public FakeStore store() {
        return store;
    }

    public CoreLoop loop() {
        return loop;
    }

    public VirtualHost vhost() {
        return vhost;
    }

    /** The queue with this name, or null. */
    public Queue queue(String name) {
        return vhost.topology().queue(name);
    }

    public boolean hasExchange(String name) {
        return vhost.topology().exchange(name) != null;
    }

    /** The message that a queue has under this number, be it in memory or not. */
    public Message message(long queueId, long seq, MessageRef ref) {
        return ref instanceof Message message ? message : store.stored(queueId, seq, QueueContents.location(ref));
    }

    /** Octets that messages in memory hold. */
    public long held() {
        return vhost.ledger().held() - vhost.ledger().packed();
    }
}
