package io.leveret.core.channel;

import io.leveret.core.access.Account;
import io.leveret.core.access.SessionAccess;
import io.leveret.core.access.User;
import io.leveret.core.queue.Queue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the core knows of a connection: its channels, its exclusive queues, and what this turn has to tell it. Owner: core.
 */
public final class SessionState {
    /** Consumed commands of this weight are worth a message of their own to the I/O loop. */
    private static final long CONSUMED_REPORT = 16_384;

    private final SessionSettings settings;
    private final SessionAccess access;
    private final SessionPort port;
    private final SessionHost host;
    private final Map<Integer, ChannelState> channels = new HashMap<>();
    private final Set<Queue> exclusiveQueues = new LinkedHashSet<>();
    private EventBatch batch = new EventBatch();
    private @Nullable ChannelState lastUsed;
    private long unflushed;
    private boolean flushNoted;
    private boolean starved;
    private boolean stalled;
    private boolean ended;

    public SessionState(SessionSettings settings, String vhost, SessionPort port, SessionHost host) {
        this.settings = settings;
        this.access = new SessionAccess(settings.user(), vhost, settings.clientId());
        this.port = port;
        this.host = host;
    }

    public SessionSettings settings() {
        return settings;
    }

    /** Whether it is no user's but that of who operates the broker. */
    public boolean isOperators() {
        return settings.user().name().equals(Account.OPERATOR.name());
    }

    /** What the session's user may do now. */
    public SessionAccess access() {
        return access;
    }

    /** The user may do other things than before: what a channel remembers of its last publish counts no more. */
    public void changeUser(User changed) {
        access.change(changed);
        channels.values().forEach(channel -> channel.lastRoute(null));
    }

    /** The open channel with this number, or null. */
    public @Nullable ChannelState channel(int number) {
        ChannelState last = lastUsed;
        if (last == null || last.number() != number) {
            last = channels.get(number);
            lastUsed = last;
        }
        return last;
    }

    public int channelCount() {
        return channels.size();
    }

    /** What went through the connection's socket so far. */
    public Traffic traffic() {
        return port.traffic();
    }

    public Collection<ChannelState> channels() {
        return List.copyOf(channels.values());
    }

    /** Ends all channels by {@code closing}; none of them gets anything any more, whatever the end of another sets free. */
    public void closeChannels(Consumer<ChannelState> closing) {
        Collection<ChannelState> all = channels();
        all.forEach(ChannelState::close);
        all.forEach(closing);
    }

    public void add(ChannelState channel) {
        channels.put(channel.number(), channel);
    }

    public void remove(ChannelState channel) {
        channels.remove(channel.number());
        lastUsed = null;
    }

    /** The queues that only this session may use, and that end with it. */
    public Set<Queue> exclusiveQueues() {
        return exclusiveQueues;
    }

    public List<Queue> takeExclusiveQueues() {
        List<Queue> taken = new ArrayList<>(exclusiveQueues);
        exclusiveQueues.clear();
        return taken;
    }

    /** Counts output that exists from now on, though it may leave later. */
    void weigh(long bytes) {
        unflushed += bytes;
    }

    /** Tells the connection about a channel; {@code bytes} were weighed before. */
    void emit(int channel, ChannelEvent event, long bytes) {
        if (!ended) {
            batch.add(channel, event, bytes);
            noteOutput();
        }
    }

    private void noteOutput() {
        if (!flushNoted) {
            flushNoted = true;
            host.flushLater();
        }
    }

    /** Tells the connection about itself. */
    public void emit(ChannelEvent event) {
        weigh(ChannelState.EVENT_BYTES);
        emit(0, event, ChannelState.EVENT_BYTES);
    }

    /** The core has taken commands of this weight out of the connection's inbox. */
    public void consumed(long commandBytes) {
        batch.consumed(commandBytes);
        if (batch.consumedBytes() >= CONSUMED_REPORT) {
            noteOutput();
        }
    }

    /** Whether what is not yet flushed is below the connection's bound; who hears that it is not is told by {@link #flushed}. */
    public boolean hasRoom() {
        boolean room = unflushed < Math.min(settings.outputBoundBytes(), host.outputShare());
        starved |= !room;
        return room;
    }

    /** What was handed over has left for the socket; true if there is room again after there was none. */
    public boolean flushed(long bytes) {
        unflushed -= bytes;
        if (!starved || !hasRoom()) {
            return false;
        }
        starved = false;
        return true;
    }

    /** Hands over what this turn produced. */
    public void flush() {
        flushNoted = false;
        EventBatch full = batch;
        batch = new EventBatch();
        port.send(full);
    }

    /** The command that runs can't be carried out yet: the session's commands stop here and it is tried again after {@link #resume}. */
    public void stall() {
        stalled = true;
    }

    public boolean isStalled() {
        return stalled;
    }

    /** What stalled the session may be over. */
    public void resume() {
        if (stalled) {
            stalled = false;
            host.resume();
        }
    }

    /** Nothing is emitted any more. */
    public void end() {
        ended = true;
        host.ended();
    }

    public boolean isEnded() {
        return ended;
    }
}
