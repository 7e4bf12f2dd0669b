package io.leveret.management.broker;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionEnded;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.error.AmqpException;
import io.leveret.core.node.Entrance;
import io.leveret.core.node.Entry;
import io.leveret.core.node.EntryRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session with one channel in a virtual host, in the name of a user: commands go in, what they bring comes to the listener, until it is left or fails. What it has unacked
 * goes back then. It is in no listing. Owner: management.
 */
public final class VhostSession {
    private static final int CHANNEL = 1;

    /** A session that brings more than this at once has its answers held back, as for any slow client. */
    /** A queue that is deleted is to be heard of; of who waits to publish, its answer tells. */
    private static final ClientCapabilities CAPABILITIES = new ClientCapabilities(true, false);

    private static final long OUTPUT_BOUND = 64L << 20;

    private Listener listener;
    private CommandBatch waiting = new CommandBatch();
    private @Nullable Entry entry;
    private boolean over;

    /** Hears of a session, on management's thread. */
    public interface Listener {
        void happened(ChannelEvent event);

        /** The session or its channel is over, and this is the last that is heard. */
        void failed(Problem why);
    }

    private VhostSession(Listener listener) {
        this.listener = listener;
        waiting.open(CHANNEL, 0, (vhost, channel) -> {});
    }

    static VhostSession enter(ManagementLoop loop, Entrance entrance, VhostCalls.Caller caller, Listener listener) {
        VhostSession session = new VhostSession(listener);
        EntryRequest request = new EntryRequest(
                caller.vhost(),
                caller.account(),
                null,
                caller.name(),
                OUTPUT_BOUND,
                CAPABILITIES,
                null,
                caller.actor());
        entrance.enter(request, batch -> loop.execute(() -> session.receive(batch)), new Entrance.Listener() {
            @Override
            public void entered(Entry entry) {
                loop.execute(() -> session.start(entry));
            }

            @Override
            public void refused(AmqpException why) {
                loop.execute(() -> session.fail(Problem.notAuthorised(why.replyText())));
            }
        });
        return session;
    }

    /** Who hears of it from now on. */
    public void listener(Listener next) {
        listener = next;
    }

    /** Runs a command on the channel, behind those before. */
    public void submit(Command command) {
        submit(List.of(command));
    }

    public void submit(List<Command> commands) {
        if (over) {
            return;
        }
        commands.forEach(command -> waiting.add(CHANNEL, 0, command));
        handOver();
    }

    /** Ends the session: nothing more is heard of it. */
    public void leave() {
        Entry left = entry;
        over = true;
        entry = null;
        if (left != null) {
            left.core().drop(left.session());
        }
    }

    private void start(Entry entered) {
        if (over) {
            entered.core().drop(entered.session());
            return;
        }
        entry = entered;
        handOver();
    }

    private void handOver() {
        Entry entered = entry;
        if (entered != null) {
            entered.core().submit(entered.session(), waiting);
            waiting = new CommandBatch();
        }
    }

    private void receive(EventBatch batch) {
        Entry entered = entry;
        if (entered == null) {
            return; // the end of a session that was left already
        }
        for (int i = 0; i < batch.size() && !over; i++) {
            receive(batch.event(i));
        }
        entered.core().flushed(entered.session(), batch.bytes());
    }

    private void receive(ChannelEvent event) {
        if (event instanceof ChannelFailed failed) {
            fail(Problem.of(failed.error()));
        } else if (event instanceof SessionFailed failed) {
            entry = null;
            fail(Problem.of(failed.error()));
        } else if (!(event instanceof SessionEnded)) {
            listener.happened(event);
        }
    }

    private void fail(Problem why) {
        if (!over) {
            leave();
            listener.failed(why);
        }
    }
}
