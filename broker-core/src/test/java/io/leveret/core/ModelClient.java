package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.FakePort.Told;
import io.leveret.core.Model.Ch;
import io.leveret.core.Model.Cons;
import io.leveret.core.Model.Got;
import io.leveret.core.Model.Pub;
import io.leveret.core.Model.Q;
import io.leveret.core.TestEvents.Said;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.SessionState;
import io.leveret.core.error.AmqpException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.queue.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A connection that asks for whatever chance wants, and tells the model of each command when it has run. Its last channel never waits for the journal,
 * so that only there messages are taken without acks: elsewhere the model could not tell whether they were seen.
 */
final class ModelClient {
    private static final int CHANNELS = 3;
    private static final String[] QUEUES = {"d0", "d1", "t0", "t1", "a0", "x"};

    private final Model model;
    private final TestVhost vhost;
    private final Random random;
    private final int number;
    private final TestConnection connection;
    private final Ch[] channels = new Ch[CHANNELS];
    private boolean committed;

    ModelClient(Model model, TestVhost vhost, Random random, int number) {
        this.model = model;
        this.vhost = vhost;
        this.random = random;
        this.number = number;
        this.connection = vhost.connect(random.nextBoolean() ? 1_500 : 1 << 20);
        for (int i = 0; i < CHANNELS; i++) {
            open(i);
        }
    }

    private void open(int index) {
        channels[index] = new Ch("channel " + number + "." + (index + 1), index + 1);
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

    List<Ch> channels() {
        return List.of(channels);
    }

    boolean takeCommitted() {
        boolean was = committed;
        committed = false;
        return was;
    }

    /** Whether what a channel was told waits for the journal. */
    boolean isLate() {
        for (Ch ch : channels) {
            ChannelState state = connection.session().state().channel(ch.number);
            if (ch.closed != ch.gone || (state != null && state.parkedUntil() > 0)) {
                return true;
            }
        }
        return false;
    }

    void observe(ModelObserver observer) {
        for (Told told : connection.port().take()) {
            observer.observe(channels[told.channel() - 1], told);
        }
    }

    /** The socket is lost. */
    void drop() {
        lose();
        connection.drop();
    }

    /** The client knows of nothing any more. */
    void lose() {
        for (Ch ch : channels) {
            ChannelState state = connection.session().state().channel(ch.number);
            model.close(ch, state != null && unseen(ch, state));
        }
        model.queues.values().stream()
                .filter(queue -> queue.owner == this)
                .toList()
                .forEach(model::delete);
    }

    /** At rest: who has credit has no message waiting, and who is stalled has a reason. */
    void checkNobodyWaitsInVain() {
        SessionState state = connection.session().state();
        if (state.isStalled()) {
            boolean reason = !state.hasRoom()
                    || vhost.vhost().ledger().isFull()
                    || !vhost.journal().hasRoom()
                    || vhost.store().waiting() > 0;
            assertThat(reason)
                    .as("connection %d is stalled for a reason", number)
                    .isTrue();
        }
        for (Ch ch : channels) {
            for (Cons consumer : state.hasRoom() ? ch.consumers.values() : List.<Cons>of()) {
                Queue queue = vhost.queue(consumer.queue().name);
                if (queue.readyCount() > 0 && !queue.head().mustWait()) {
                    assertThat(hasCredit(ch, consumer))
                            .as("%s waits for messages of %s", consumer.tag(), queue.name())
                            .isFalse();
                }
            }
        }
    }

    /** All is durable: every publish was confirmed and every message that could not be routed has come back. */
    void checkNothingIsOwed() {
        for (Ch ch : channels) {
            assertThat(ch.confirms).as("confirms still owed").isEmpty();
            assertThat(ch.returns).as("returns still owed").isEmpty();
        }
    }

    private static boolean hasCredit(Ch ch, Cons consumer) {
        return (consumer.noAck() || consumer.prefetch() == 0 || ch.unackedOf(consumer) < consumer.prefetch())
                && (ch.channelPrefetch == 0 || ch.consumersUnacked() < ch.channelPrefetch);
    }

    private static boolean unseen(Ch ch, ChannelState state) {
        return state.settling().unackedCount() != ch.unacked.size();
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
        CommandBatch batch = new CommandBatch();
        for (int count = random.nextInt(8) == 0 ? 3 : 1; count > 0; count--) {
            batch.add(index + 1, 0, told(channels[index], command(channels[index])), 64 + random.nextInt(300));
        }
        connection.submitOnly(batch);
    }

    /** Closes the channel in the model too if the command fails. */
    private Command told(Ch ch, Command command) {
        return (core, channel) -> {
            model.commandsRun++;
            try {
                command.run(core, channel);
            } catch (AmqpException e) {
                model.close(ch, unseen(ch, channel));
                throw e;
            }
        };
    }

    private Command command(Ch ch) {
        boolean quiet = ch.number == CHANNELS;
        int chance = random.nextInt(200);
        if (chance < 80) {
            return publish(ch);
        } else if (chance < 120) {
            return settle(ch, random.nextInt(4) == 0, random.nextInt(3));
        } else if (chance < 135) {
            return consume(ch, quiet && random.nextBoolean());
        } else if (chance < 155) {
            return get(ch, quiet && random.nextBoolean());
        } else if (chance < 170) {
            return change(ch, quiet);
        } else if (chance < 180) {
            return qos(ch);
        }
        return rarely(ch, quiet, chance - 180);
    }

    private Command rarely(Ch ch, boolean quiet, int chance) {
        return switch (chance) {
            case 0, 1, 2, 3 -> cancel(ch);
            case 4, 5 -> recover(ch);
            case 6 -> (core, channel) -> core.ack(channel, 1L << 40, random.nextBoolean());
            case 7, 8 ->
                (core, channel) -> {
                    boolean unseen = unseen(ch, channel);
                    core.closeChannel(channel);
                    channel.reply(new Said("close-ok"));
                    model.close(ch, unseen);
                };
            case 9, 10 ->
                (core, channel) -> {
                    core.confirmSelect(channel);
                    ch.confirming = true;
                };
            default -> quiet ? publish(ch) : transaction(ch, chance);
        };
    }

    private Command recover(Ch ch) {
        return (core, channel) -> {
            if (!unseen(ch, channel)) {
                core.recover(channel, true);
                model.requeueAll(ch);
            }
        };
    }

    private Command transaction(Ch ch, int chance) {
        if (chance < 13) {
            return (core, channel) -> {
                if (!ch.confirming) {
                    core.txSelect(channel);
                    ch.tx = true;
                }
            };
        }
        return (core, channel) -> {
            if (ch.tx && random.nextInt(4) == 0) {
                core.txRollback(channel);
                channel.reply(new Said("rollback-ok"));
                model.rollback(ch);
            } else if (ch.tx) {
                core.txCommit(channel);
                channel.replyDurable(new Said("commit-ok"));
                model.commit(ch);
                committed = true;
            }
        };
    }

    private String someQueue() {
        String name = QUEUES[random.nextInt(QUEUES.length)];
        return name.equals("x") ? name + number : name;
    }

    private Command publish(Ch ch) {
        String exchange = random.nextInt(4) == 0 ? "fan" : "";
        String key = random.nextInt(20) == 0 ? "nowhere" : someQueue();
        Pub pub = new Pub(exchange, key, model.nextId(), random.nextBoolean(), random.nextBoolean());
        TestMessage message = TestMessage.to(exchange, key, "" + pub.id());
        if (pub.persistent()) {
            message.persistent();
        }
        return (core, channel) -> {
            long position = vhost.journal().lastPosition() + 1;
            core.publish(channel, message.build(), pub.mandatory(), false);
            if (channel.session().isStalled()) {
                return;
            }
            if (ch.tx) {
                ch.publishes.add(pub);
            } else {
                model.publish(ch, pub, position);
            }
        };
    }

    private Command settle(Ch ch, boolean multiple, int how) {
        return (core, channel) -> {
            if (ch.unacked.isEmpty()) {
                return;
            }
            List<Long> tags = new ArrayList<>(ch.unacked.keySet());
            long tag = tags.get(random.nextInt(Math.min(tags.size(), 5)));
            boolean requeue = how == 1;
            if (how == 0) {
                core.ack(channel, tag, multiple);
            } else {
                core.nack(channel, tag, multiple, requeue);
            }
            for (long each :
                    multiple ? List.copyOf(ch.unacked.headMap(tag, true).keySet()) : List.of(tag)) {
                model.settle(ch, each, requeue);
            }
        };
    }

    private Command consume(Ch ch, boolean noAck) {
        String name = someQueue();
        String tag = "c" + model.nextId();
        FieldTable arguments = random.nextInt(3) > 0
                ? FieldTable.EMPTY
                : FieldTable.builder().put("x-priority", random.nextInt(3)).build();
        return (core, channel) -> {
            if (ch.consumers.size() < 3 && model.queues.containsKey(name)) {
                core.consume(channel, new ConsumeRequest(name, tag, noAck, false, arguments));
                channel.reply(new Said("consume-ok"));
                model.consume(ch, new Cons(tag, model.queues.get(name), noAck, ch.prefetch));
            }
        };
    }

    private Command cancel(Ch ch) {
        return (core, channel) -> ch.consumers.keySet().stream().findAny().ifPresent(tag -> {
            core.cancel(channel, tag);
            model.cancel(ch, tag);
        });
    }

    private Command get(Ch ch, boolean noAck) {
        String name = someQueue();
        return (core, channel) -> {
            core.get(channel, name, noAck);
            if (!channel.session().isStalled()) {
                ch.gets.add(new Got(model.queues.get(name), noAck));
            }
        };
    }

    private Command qos(Ch ch) {
        int count = random.nextInt(5);
        boolean global = random.nextBoolean();
        return (core, channel) -> {
            core.qos(channel, 0, count, global);
            if (global) {
                ch.channelPrefetch = count;
            } else {
                ch.prefetch = count;
            }
        };
    }

    private Command change(Ch ch, boolean quiet) {
        String name = someQueue();
        boolean durable = name.startsWith("d");
        int chance = random.nextInt(12);
        if (durable && quiet) {
            return publish(ch);
        } else if (chance < 8) {
            return declare(name, durable);
        } else if (chance < 10) {
            return purge(name, quiet);
        }
        return (core, channel) -> {
            core.deleteQueue(channel, name, false, false);
            if (model.queues.containsKey(name)) {
                model.delete(model.queues.get(name));
            }
            answer(channel, quiet);
        };
    }

    private Command purge(String name, boolean quiet) {
        return (core, channel) -> {
            Q queue = model.queues.get(name);
            if (queue != null && vhost.queue(name).readyCount() != queue.ready.size()) {
                return; // something is on its way, and the model could not tell what is purged
            }
            core.purgeQueue(channel, name);
            model.queues.get(name).clear();
            answer(channel, quiet);
        };
    }

    private Command declare(String name, boolean durable) {
        boolean autoDelete = name.startsWith("a");
        boolean exclusive = name.startsWith("x");
        boolean quiet = !durable;
        return (core, channel) -> {
            core.declareQueue(
                    channel, new QueueDeclaration(name, false, durable, exclusive, autoDelete, FieldTable.EMPTY));
            model.queues.computeIfAbsent(name, any -> new Q(name, durable, autoDelete, exclusive ? this : null));
            core.bind(channel, new BindingRequest("fan", false, name, "", FieldTable.EMPTY));
            model.fanout.add(model.queues.get(name));
            answer(channel, quiet);
        };
    }

    private static void answer(ChannelState channel, boolean quiet) {
        if (quiet) {
            channel.reply(new Said("ok"));
        } else {
            channel.replyDurable(new Said("ok"));
        }
    }
}
