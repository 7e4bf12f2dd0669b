package io.leveret.core;

import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.SessionEnded;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.channel.SessionState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.error.Scope;
import io.leveret.core.event.Actor;
import io.leveret.core.journal.DurableListener;
import io.leveret.core.queue.Timers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one virtual host: takes the commands of its connections batch by batch, and at the end of each turn hands out what the turn produced, once for
 * each connection and once for the journal. The public methods may be called on any thread: they hand over to the core's. Owner: core.
 */
public final class CoreLoop implements DurableListener {
    private static final Logger log = LoggerFactory.getLogger(CoreLoop.class);

    private static final long LONGEST_SLEEP_MILLIS = 10_000;

    private final VirtualHost vhost;
    private final CoreExecutor executor;
    private final Clock clock;
    private final CoreReader reader;
    private List<Session> toFlush = new ArrayList<>();
    private List<Session> flushing = new ArrayList<>();
    private List<Session> toRun = new ArrayList<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private boolean turnScheduled;
    private long wakeUpAt = Timers.NEVER;
    private @Nullable Thread owner;

    public CoreLoop(VirtualHost vhost, CoreExecutor executor, Clock clock) {
        this.vhost = vhost;
        this.executor = executor;
        this.clock = clock;
        this.reader = new CoreReader(this, vhost);
        vhost.ports().bindTo(this);
        vhost.ports().now(clock.millis());
    }

    public String vhostName() {
        return vhost.name();
    }

    /** A connection enters the virtual host. */
    public Session open(SessionSettings settings, SessionPort port) {
        return open(settings, port, () -> {});
    }

    /** A connection enters the virtual host; {@code onEnd} runs on the core when its session has ended, before the connection hears of it. */
    public Session open(SessionSettings settings, SessionPort port, Runnable onEnd) {
        Session session = new Session(this, settings, port, onEnd);
        executor.execute(() -> {
            sessions.add(session);
            vhost.totals().connectionOpened(session.state());
            vhost.broadcasts().connections().connectionCreated(settings);
        });
        return session;
    }

    /** Commands of a connection, in order: the caller does not touch the batch any more. */
    public void submit(Session session, CommandBatch batch) {
        executor.execute(() -> accept(session, batch));
    }

    /** Output of this weight ({@link io.leveret.core.channel.EventBatch#bytes}) has left for the connection's socket. */
    public void flushed(Session session, long bytes) {
        executor.execute(() -> {
            enter();
            if (session.state().flushed(bytes)) {
                session.state().channels().forEach(ChannelState::resumeWaiting);
                session.state().resume();
            }
        });
    }

    /** The connection is lost or failed: its session ends and is told nothing. */
    public void drop(Session session) {
        executor.execute(() -> {
            enter();
            session.discard();
            if (!session.state().isEnded()) {
                vhost.closeSession(session.state());
                session.state().end();
                scheduleTurn();
            }
        });
    }

    @Override
    public void durable(long position) {
        executor.execute(() -> {
            enter();
            vhost.work().durable(position);
            scheduleTurn();
        });
    }

    @Override
    public void written(long position) {
        executor.execute(() -> {
            enter();
            vhost.work().reachedOther(position);
            scheduleTurn();
        });
    }

    @Override
    public void synced(long position) {
        written(position); // a node waits for less than some queues do, or for more: never both
    }

    @Override
    public void roomAgain() {
        executor.execute(() -> {
            enter();
            scheduleTurn();
        });
    }

    /** How the node changes what holds in this virtual host. */
    public CoreControl control() {
        return new CoreControl(this, vhost);
    }

    /** How others look at what is in this virtual host; always the same one. */
    public CoreReader reader() {
        return reader;
    }

    /** How the broker itself publishes what it has to say. */
    public Announcer announcer() {
        return new Announcer(this, vhost);
    }

    /** The sessions that are open, for what concerns them all. */
    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    /** Ends a session and tells its connection why. */
    void close(Session session, AmqpException error, Actor by) {
        String name = session.state().settings().connectionName();
        vhost.broadcasts().reporter().audit(by, "connection.close", name, error.replyText());
        session.discard();
        vhost.closeSession(session.state());
        session.state().emit(new SessionFailed(error, 0));
        session.state().end();
    }

    /** Runs a task of the virtual host's own on the core. */
    void execute(Runnable task) {
        executor.execute(() -> {
            enter();
            task.run();
            scheduleTurn();
        });
    }

    /** What each session may have unflushed, when all have as much. */
    long outputShare() {
        return vhost.budget().outputBytes() / Math.max(1, sessions.size());
    }

    void sessionEnded(Session session) {
        if (sessions.remove(session)) {
            vhost.totals().connectionClosed(session.state());
            vhost.broadcasts().connections().connectionClosed(session.state().settings());
        }
    }

    void flushLater(Session session) {
        toFlush.add(session);
        scheduleTurn();
    }

    void runLater(Session session) {
        toRun.add(session);
        scheduleTurn();
    }

    void scheduleTurn() {
        if (!turnScheduled) {
            turnScheduled = true;
            executor.execute(this::endTurn);
        }
    }

    private void accept(Session session, CommandBatch batch) {
        enter();
        if (session.state().isEnded()) {
            return;
        }
        session.add(batch);
        run(session);
        scheduleTurn();
    }

    /** Lets a timer be the reason for a turn. */
    private void armTimer() {
        long next = vhost.ports().nextTimer();
        if (next < wakeUpAt) {
            long now = vhost.ports().now();
            long planned = Math.min(next, now + LONGEST_SLEEP_MILLIS); // what is cancelled is not kept alive for long
            wakeUpAt = planned;
            executor.schedule(() -> wakeUp(planned), Math.max(1, planned - now));
        }
    }

    private void wakeUp(long planned) {
        enter();
        if (wakeUpAt == planned) {
            wakeUpAt = Timers.NEVER;
        }
        scheduleTurn();
    }

    private void endTurn() {
        enter();
        try {
            List<Session> resumed = toRun;
            toRun = new ArrayList<>(0);
            resumed.forEach(this::run);
            vhost.ports().runTimers();
            vhost.endTurn();
        } catch (RuntimeException e) { // a defect of ours: what the turn did produce is handed out all the same
            log.error("the turn of vhost '{}' ended early; please report this with the log", vhost.name(), e);
        } finally {
            turnScheduled = false;
        }
        flushSessions();
        armTimer();
        if (vhost.hasMore() || !toRun.isEmpty()) {
            scheduleTurn();
        }
    }

    private void flushSessions() {
        List<Session> flushed = toFlush;
        toFlush = flushing;
        for (int i = 0; i < flushed.size(); i++) {
            flushed.get(i).state().flush();
        }
        flushed.clear();
        flushing = flushed;
    }

    /** Runs a session's commands until none is left or one can't run yet. */
    private void run(Session session) {
        SessionState state = session.state();
        for (CommandBatch batch = session.current();
                batch != null && !state.isStalled() && !state.isEnded();
                batch = session.current()) {
            while (session.next() < batch.size()) {
                if (!state.hasRoom()) {
                    state.stall(); // until output was flushed
                    return;
                }
                runCommand(state, batch, session.next());
                if (state.isStalled() || state.isEnded()) {
                    return;
                }
                session.advance();
            }
            session.finishBatch(batch);
            if (batch.isEndingSession()) {
                end(session);
            }
        }
    }

    private void runCommand(SessionState state, CommandBatch batch, int index) {
        ChannelState channel = state.channel(batch.channel(index));
        if (batch.opensChannel(index)) {
            vhost.openChannel(state, batch.channel(index));
        } else if (channel != null) { // what follows a failed command on its channel is skipped
            try {
                batch.command(index).run(vhost, channel);
                vhost.runSteps();
            } catch (AmqpException e) {
                fail(channel, e, batch.methodId(index));
            } catch (RuntimeException e) {
                log.error(
                        "command failed, closing its connection connection={} channel={} method={}",
                        state.settings().connectionName(),
                        channel.number(),
                        Integer.toHexString(batch.methodId(index)),
                        e);
                fail(channel, new AmqpException(ReplyCode.INTERNAL_ERROR, "see the broker's log"), 0);
            }
        } else if (batch.command(index) instanceof UserChange change) {
            change.apply(vhost, state);
            vhost.runSteps();
        }
    }

    private void fail(ChannelState channel, AmqpException error, int methodId) {
        SessionState state = channel.session();
        if (error.scope() == Scope.CHANNEL) {
            vhost.closeChannel(channel);
            channel.reply(new ChannelFailed(error, methodId));
        } else {
            vhost.closeSession(state);
            state.emit(new SessionFailed(error, methodId));
            state.end();
        }
    }

    private void end(Session session) {
        SessionState state = session.state();
        if (!state.isEnded()) {
            vhost.closeSession(state);
            state.emit(new SessionEnded());
            state.end();
        }
    }

    /** Every entry to the core begins here: it is the right thread, and it is this late. */
    private void enter() {
        vhost.ports().now(clock.millis());
        Thread current = Thread.currentThread();
        if (owner == null) {
            owner = current;
        } else if (owner != current) {
            throw new IllegalStateException(
                    "core of vhost '" + vhost.name() + "' belongs to " + owner + ", called by " + current);
        }
    }
}
