package io.leveret.dist.crash;

import io.leveret.core.Command;
import io.leveret.core.FakePort;
import io.leveret.core.Session;
import io.leveret.core.TestEvents;
import io.leveret.core.TestEvents.Said;
import io.leveret.core.channel.ChannelEvent;
import io.leveret.core.channel.Confirm;
import io.leveret.core.channel.GetEmpty;
import io.leveret.core.channel.GetOk;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The connection of a {@link Client}: has commands run, and hears what the broker tells. Owner: the test's thread. */
final class Wire {
    private static final int MANY = 100_000;

    private final TurnedNode node;
    private final History history;
    private final Random random;
    private final FakePort port = new FakePort();
    private final Session session;
    private final NavigableMap<Long, TrackedMessage> unconfirmed = new TreeMap<>();
    private final ArrayDeque<Recorded> recorded = new ArrayDeque<>();
    private @Nullable ChannelEvent got;
    private boolean done;
    private long position;

    /** What was asked is so when the journal is durable up to there. */
    private record Recorded(long position, Promise promise) {}

    Wire(TurnedNode node, History history, Random random) {
        this.node = node;
        this.history = history;
        this.random = random;
        this.session = node.connect(port);
    }

    void openChannel(int channel) {
        node.openChannel(session, channel);
    }

    /** Returns when the command has run, or some time later. */
    void run(int channel, Command command) {
        done = false;
        node.submit(session, channel, command, (core, any) -> {
            position = core.journal().lastPosition();
            done = true;
        });
        await(() -> done);
        for (int turns = random.nextInt(6); turns > 0; turns--) {
            node.turn();
        }
        hear();
    }

    /** As {@link #run}: a change without an answer, whose promise is kept when the journal says so. */
    void record(int channel, Command command, Promise promise) {
        run(channel, command);
        recorded.add(new Recorded(position, promise));
        hear();
    }

    /** As {@link #run}: a change that is answered when it is durable. */
    void request(int channel, Command command, Promise promise) {
        int number = history.await(promise);
        run(channel, (core, on) -> {
            command.run(core, on);
            on.replyDurable(new Said(String.valueOf(number)));
        });
    }

    /** As {@link #run}: the {@code number}-th publish of its channel. */
    void publish(int channel, Command command, long number, TrackedMessage message) {
        unconfirmed.put(number, message);
        run(channel, command);
    }

    /** Asks for a message; null if there is none. */
    @Nullable
    GetOk get(int channel, String queue, boolean noAck) {
        got = null;
        run(channel, (core, on) -> core.get(on, queue, noAck));
        await(() -> got != null);
        return got instanceof GetOk ok ? ok : null;
    }

    private void await(BooleanSupplier condition) {
        for (int i = 0; !condition.getAsBoolean(); i++) {
            if (i == MANY) {
                throw new AssertionError("the broker does not answer");
            }
            node.turn();
            hear();
        }
    }

    /** Notes what was told so far; also after the node has ended. */
    void hear() {
        for (FakePort.Told told : port.take()) {
            hear(told.event());
        }
        while (!recorded.isEmpty() && recorded.element().position() <= node.durable()) {
            recorded.remove().promise().is(Promise.Known.SURE);
        }
    }

    private void hear(ChannelEvent event) {
        if (event instanceof Said said) {
            history.told(Integer.parseInt(said.words()));
        } else if (event instanceof Confirm confirm) {
            confirmed(confirm);
        } else if (event instanceof GetOk || event instanceof GetEmpty) {
            got = event;
        } else {
            throw new AssertionError("the broker said: " + TestEvents.words(event));
        }
    }

    private void confirmed(Confirm confirm) {
        long from = confirm.multiple() ? 0 : confirm.deliveryTag();
        Iterator<TrackedMessage> answered = unconfirmed
                .subMap(from, true, confirm.deliveryTag(), true)
                .values()
                .iterator();
        while (answered.hasNext()) {
            answered.next().answered(confirm.ack());
            answered.remove();
        }
    }
}
