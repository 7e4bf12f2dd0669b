package io.leveret.core;

import io.leveret.core.channel.SessionHost;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.channel.SessionState;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A connection in a virtual host: the commands that it asked for and that have not run yet. For the connection it is a handle, no more.
 * Owner: core.
 */
public final class Session implements SessionHost {
    private final CoreLoop loop;
    private final SessionState state;
    private final ArrayDeque<CommandBatch> inbox = new ArrayDeque<>(2);
    private final Runnable onEnd;
    private int next;

    Session(CoreLoop loop, SessionSettings settings, SessionPort port, Runnable onEnd) {
        this.loop = loop;
        this.onEnd = onEnd;
        this.state = new SessionState(settings, loop.vhostName(), port, this);
    }

    SessionState state() {
        return state;
    }

    void add(CommandBatch batch) {
        inbox.add(batch);
    }

    /** The batch whose command number {@link #next} is the next to run; null if all have run. */
    @Nullable
    CommandBatch current() {
        return inbox.peek();
    }

    int next() {
        return next;
    }

    void advance() {
        next++;
    }

    void finishBatch(CommandBatch batch) {
        inbox.remove();
        next = 0;
        state.consumed(batch.bytes());
    }

    /** Nothing that was asked for and has not run will run. */
    void discard() {
        inbox.clear();
        next = 0;
    }

    @Override
    public void flushLater() {
        loop.flushLater(this);
    }

    @Override
    public long outputShare() {
        return loop.outputShare();
    }

    @Override
    public void ended() {
        loop.sessionEnded(this);
        onEnd.run();
    }

    @Override
    public void resume() {
        loop.runLater(this);
    }
}
