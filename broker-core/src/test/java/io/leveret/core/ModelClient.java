package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.FakePort.Told;
import io.leveret.core.ModelQueue.Consumer;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Outstanding;
import io.leveret.core.channel.SessionState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueContents;
import java.util.List;
import java.util.Random;

/**
 * A connection that asks for whatever chance wants, and tells the model of each command when it has run. Its last channel never waits for the journal,
 * so that only there messages are taken without acks: elsewhere the model could not tell whether they were seen.
 */
final class ModelClient {
    private static final int CHANNELS = 3;

    private final Model model;
    private final TestVhost vhost;
    private final Random random;
    private final int number;
    private final TestConnection connection;
    private final ModelCommands commands;
    private final ModelChannel[] channels = new ModelChannel[CHANNELS];

    ModelClient(Model model, TestVhost vhost, Random random, int number) {
        this.model = model;
        this.vhost = vhost;
        this.random = random;
        this.number = number;
        this.commands = new ModelCommands(model, vhost, random, number);
        this.connection = vhost.connect(random.nextBoolean() ? 1_500 : 1 << 20);
        for (int i = 0; i < CHANNELS; i++) {
            open(i);
        }
    }

    private void open(int index) {
        channels[index] = new ModelChannel("channel " + number + "." + (index + 1), index + 1);
        CommandBatch batch = new CommandBatch();
        batch.open(index + 1, 0, (core, channel) -> {});
        connection.submitOnly(batch);
    }

    int number() {
        return number;
    }

    TestConnection connection() {
        return connection;
    }

    void observe(ModelObserver observer) {
        for (Told told : connection.port().take()) {
            assertThat(told.channel()).as("channel of %s", told.event()).isPositive();
            observer.observe(channels[told.channel() - 1], told);
        }
    }

    /** Counts what its channels hold. */
    void count(ModelCensus census) {
        for (ModelChannel channel : channels) {
            ChannelState state = state(channel);
            if (state != null && !channel.closed) {
                census.channel(channel, state);
            } else if (state != null) {
                assertThat(Outstanding.all(state))
                        .as("held by %s, which is closed", channel.name)
                        .isEmpty();
            }
        }
    }

    private ChannelState state(ModelChannel channel) {
        return connection.session().state().channel(channel.number);
    }

    /** All is at rest. */
    void rest() {
        for (ModelChannel channel : channels) {
            channel.widestPrefetch = channel.channelPrefetch;
        }
    }

    /** The socket is lost. */
    void drop() {
        for (ModelChannel channel : channels) {
            model.close(channel, state(channel));
        }
        model.queues.values().stream()
                .filter(queue -> queue.owner == commands)
                .toList()
                .forEach(model::deleted);
        connection.dropOnly();
    }

    /** At rest: who has credit has no message waiting, and who is stalled has a reason. */
    void checkNobodyWaitsInVain() {
        SessionState state = connection.session().state();
        if (state.isStalled()) {
            boolean reason = !state.hasRoom()
                    || vhost.vhost().ledger().isFull()
                    || !vhost.journal().hasRoom()
                    || vhost.store().waiting() > 0
                    || vhost.executor().nowMillis() <= model.pausedUntil;
            assertThat(reason)
                    .as("connection %d is stalled for a reason", number)
                    .isTrue();
        }
        for (ModelChannel channel : channels) {
            for (Consumer consumer : state.hasRoom() ? channel.consumers.values() : List.<Consumer>of()) {
                Queue queue = vhost.queue(consumer.queue().name);
                boolean turn =
                        !consumer.queue().single() || consumer.queue().active.contains(consumer);
                boolean paused = !vhost.journal().hasRoom()
                        || vhost.executor().nowMillis() <= model.pausedUntil
                        || queue.head().isWaitingForMemory();
                if (turn && !paused && queue.readyCount() > 0 && !QueueContents.isLoading(queue)) {
                    assertThat(hasCredit(channel, consumer))
                            .as("%s waits for messages of %s", consumer.tag(), queue.name())
                            .isFalse();
                }
            }
        }
    }

    private boolean hasCredit(ModelChannel channel, Consumer consumer) {
        List<Outstanding.Held> held = Outstanding.all(state(channel));
        long own = held.stream()
                .filter(one -> consumer.tag().equals(one.consumer()))
                .count();
        long all = held.stream().filter(one -> one.consumer() != null).count();
        return (consumer.noAck() || consumer.prefetch() == 0 || own < consumer.prefetch())
                && (channel.channelPrefetch == 0 || all < channel.channelPrefetch);
    }

    /** All is durable: every publish was confirmed and every message that could not be routed has come back. */
    void checkNothingIsOwed() {
        for (ModelChannel channel : channels) {
            assertThat(channel.confirms).as("confirms still owed").isEmpty();
            assertThat(channel.returns).as("returns still owed").isEmpty();
        }
    }

    /** Asks for one thing, at times for several at once. */
    void ask() {
        int index = random.nextInt(CHANNELS);
        if (channels[index].closed) {
            if (channels[index].gone) {
                open(index);
            }
            return;
        }
        boolean quiet = index == CHANNELS - 1;
        CommandBatch batch = new CommandBatch();
        for (int count = random.nextInt(8) == 0 ? 3 : 1; count > 0; count--) {
            Command command = commands.any(channels[index], quiet);
            batch.add(index + 1, 0, told(channels[index], command), 64 + random.nextInt(300));
        }
        connection.submitOnly(batch);
    }

    /** Closes the channel in the model too if the command fails. */
    private Command told(ModelChannel ch, Command command) {
        return (core, channel) -> {
            model.commandsRun++;
            try {
                command.run(core, channel);
            } catch (AmqpException e) {
                model.close(ch, channel);
                throw e;
            }
        };
    }
}
