package io.leveret.bench;

import io.leveret.core.Command;
import io.leveret.core.CommandBatch;
import io.leveret.core.CoreLoop;
import io.leveret.core.Session;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.ClientCapabilities;
import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.EventBatch;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.channel.SessionPort;
import io.leveret.core.channel.SessionSettings;
import java.util.Map;
import java.util.Set;

/** A connection with one channel, without a wire: remembers what it got, and says at once that it has left. Owner: I/O loop. */
final class Connection implements SessionPort {
    private static final int CHANNEL = 1;
    private static final long OUTPUT_BOUND = 1 << 20;

    private final CoreLoop loop;
    private final Session session;
    private CommandBatch batch = new CommandBatch();
    private int events;
    private long lastDelivered;

    Connection(String name, CoreLoop loop) {
        this.loop = loop;
        User user = new User(name, Set.of(), Map.of(loop.vhostName(), Rights.ALL));
        this.session = loop.open(new SessionSettings(user, null, name, OUTPUT_BOUND, ClientCapabilities.ALL), this);
        batch.open(CHANNEL, 0, (vhost, channel) -> {});
    }

    void ask(Command command, long weight) {
        batch.add(CHANNEL, 0, command, weight);
    }

    void ask(Command command) {
        batch.add(CHANNEL, 0, command);
    }

    /** Hands over what was asked. */
    void submit() {
        CommandBatch full = batch;
        batch = new CommandBatch();
        loop.submit(session, full);
    }

    @Override
    public void send(EventBatch sent) {
        for (int i = 0; i < sent.size(); i++) {
            if (sent.event(i) instanceof Deliver deliver) {
                lastDelivered = deliver.deliveryTag();
            } else if (sent.event(i) instanceof ChannelFailed failed) {
                throw failed.error();
            } else if (sent.event(i) instanceof SessionFailed failed) {
                throw failed.error();
            }
        }
        events += sent.size();
        loop.flushed(session, sent.bytes());
    }

    /** How many events came since this was last asked. */
    int takeEvents() {
        int taken = events;
        events = 0;
        return taken;
    }

    /** The tag of the last delivery; 0 before the first. */
    long lastDelivered() {
        return lastDelivered;
    }
}
