package io.leveret.core;

import io.leveret.core.ModelStep.How;
import io.leveret.core.TestEvents.Said;
import io.leveret.core.channel.ChannelState;
import io.leveret.core.channel.Outstanding;
import io.leveret.core.channel.Outstanding.Held;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueContents;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a client may ask for: each command tells the model what it does when it runs. */
final class ModelCommands {
    private final Model model;
    private final TestVhost vhost;
    private final Random random;
    private final ModelChoices choices;
    private final ModelPublishes publishes;

    ModelCommands(Model model, TestVhost vhost, Random random, int number) {
        this.model = model;
        this.vhost = vhost;
        this.random = random;
        this.choices = new ModelChoices(random, number);
        this.publishes = new ModelPublishes(model, vhost, random, choices);
    }

    /** Any command; a {@code quiet} channel asks for nothing whose answer waits for the journal. */
    Command any(ModelChannel ch, boolean quiet) {
        int chance = random.nextInt(200);
        if (chance < 80) {
            return publishes.publish(ch);
        } else if (chance < 120) {
            return settle(ch, random.nextInt(4) == 0, outcome());
        } else if (chance < 132) {
            return consume(ch, quiet && random.nextBoolean());
        } else if (chance < 152) {
            return get(ch, quiet && random.nextBoolean());
        } else if (chance < 169) {
            return change(ch, quiet);
        } else if (chance < 177) {
            return qos(ch);
        }
        return rarely(ch, quiet, chance - 177);
    }

    private Command rarely(ModelChannel ch, boolean quiet, int chance) {
        return switch (chance) {
            case 0, 1, 2, 3, 4, 5 -> cancel(ch);
            case 6, 7 -> recover(ch);
            case 8 -> (core, channel) -> core.ack(channel, 1L << 40, random.nextBoolean());
            case 9, 10 ->
                (core, channel) -> {
                    model.close(ch, channel);
                    core.closeChannel(channel);
                    channel.reply(new Said("close-ok"));
                };
            case 11, 12 ->
                (core, channel) -> {
                    core.confirmSelect(channel);
                    ch.confirming = true;
                };
            default -> quiet ? publishes.publish(ch) : transaction(ch, chance);
        };
    }

    private Command recover(ModelChannel ch) {
        return (core, channel) -> {
            model.tell(ch.name + " recovers");
            settled(ch, Outstanding.open(channel), How.REQUEUED);
            core.recover(channel, true);
        };
    }

    private Command transaction(ModelChannel ch, int chance) {
        if (chance < 16) {
            return (core, channel) -> {
                if (!ch.confirming) {
                    core.txSelect(channel);
                    ch.tx = true;
                }
            };
        }
        return (core, channel) -> {
            if (ch.tx && random.nextInt(4) == 0) {
                model.tell(ch.name + " rolls back");
                core.txRollback(channel);
                channel.reply(new Said("rollback-ok"));
                ch.publishes.clear();
            } else if (ch.tx) {
                commit(ch, core, channel);
                channel.replyDurable(new Said("commit-ok"));
            }
        };
    }

    /** A commit that is refused does nothing: the core says first whether it is. */
    private void commit(ModelChannel ch, VirtualHost core, ChannelState channel) {
        List<Outstanding.Waiting> waiting = Outstanding.waiting(channel);
        model.tell(ch.name + " commits");
        core.txCommit(channel);
        publishes.commit(ch);
        for (Outstanding.Waiting one : waiting) {
            How how = switch (one.outcome()) {
                case ACK -> How.ACKED;
                case REJECT -> How.REJECTED;
                case REQUEUE -> How.REQUEUED;
            };
            settled(ch, List.of(one.held()), how);
        }
    }

    private void settled(ModelChannel ch, List<Held> deliveries, How how) {
        for (Held held : deliveries) {
            ch.delivered.put(held.tag(), ModelCopy.id(held.message().message()));
            model.settled(held, how);
        }
    }

    private How outcome() {
        return switch (random.nextInt(4)) {
            case 0 -> How.REJECTED;
            case 1 -> How.REQUEUED;
            default -> How.ACKED;
        };
    }

    private Command settle(ModelChannel ch, boolean multiple, How end) {
        return (core, channel) -> {
            List<Held> open = Outstanding.open(channel);
            List<Long> tags =
                    open.stream().map(Held::tag).filter(ch.seen::contains).toList();
            if (tags.isEmpty()) {
                return;
            }
            long tag = tags.get(random.nextInt(Math.min(tags.size(), 5)));
            model.tell(ch.name + " settles " + tag + (multiple ? " and all before: " : ": ") + end);
            if (!ch.tx) {
                settled(
                        ch,
                        open.stream()
                                .filter(held -> multiple ? held.tag() <= tag : held.tag() == tag)
                                .toList(),
                        end);
            }
            if (end == How.ACKED) {
                core.ack(channel, tag, multiple);
            } else {
                core.nack(channel, tag, multiple, end == How.REQUEUED);
            }
        };
    }

    private Command consume(ModelChannel ch, boolean noAck) {
        String name = choices.queue();
        String tag = "c" + model.nextId();
        FieldTable arguments = random.nextInt(3) > 0
                ? FieldTable.EMPTY
                : FieldTable.builder().put("x-priority", random.nextInt(3)).build();
        return (core, channel) -> {
            ModelQueue queue = model.queues.get(name);
            if (ch.consumers.size() < 3 && queue != null && !(queue.quorum() && ch.channelPrefetch > 0)) {
                core.consume(channel, new ConsumeRequest(name, tag, noAck, false, arguments));
                channel.reply(new Said("consume-ok"));
                model.consume(ch, new ModelQueue.Consumer(tag, ch, queue, noAck, ch.prefetch));
            }
        };
    }

    private Command cancel(ModelChannel ch) {
        return (core, channel) -> ch.consumers.keySet().stream()
                .sorted()
                .findFirst()
                .ifPresent(tag -> {
                    model.cancel(ch, tag);
                    core.cancel(channel, tag);
                });
    }

    private Command get(ModelChannel ch, boolean noAck) {
        String name = choices.queue();
        boolean ackedAtOnce = random.nextInt(8) == 0;
        return (core, channel) -> {
            ModelQueue queue = model.queues.get(name);
            int head = queue == null ? 0 : head(queue);
            core.get(channel, name, noAck);
            if (!channel.session().isStalled()) {
                model.tell(ch.name + " gets from " + name);
                ch.gets.add(new ModelChannel.Got(
                        queue, noAck, head, vhost.queue(name).readyCount()));
                if (ackedAtOnce && head != 0 && !noAck && !ch.tx) {
                    ackLast(ch, core, channel);
                }
            }
        };
    }

    /** Acks what was got a moment ago, as a client may whose ack comes with the next command. */
    private void ackLast(ModelChannel ch, VirtualHost core, ChannelState channel) {
        List<Held> open = Outstanding.open(channel);
        Held last = open.get(open.size() - 1);
        settled(ch, List.of(last), How.ACKED);
        core.ack(channel, last.tag(), false);
    }

    /** The first message whose time is not over; 0 if there is none, or it is not in memory. */
    private int head(ModelQueue queue) {
        int[] first = new int[1];
        ModelRules rules = queue.now();
        QueueContents.ready(vhost.queue(queue.name), (seq, ref) -> {
            long due = rules.ttl() < 0 ? Long.MAX_VALUE : ref.publishedAtMillis() + rules.ttl();
            boolean over =
                    Math.min(due, ref.deadlineMillis()) <= vhost.executor().nowMillis();
            if (first[0] == 0 && !over) {
                first[0] = ref instanceof Message message ? ModelCopy.id(message) : -1;
            }
        });
        return first[0];
    }

    private Command qos(ModelChannel ch) {
        int count = random.nextInt(5);
        boolean global = random.nextInt(3) == 0;
        return (core, channel) -> {
            core.qos(channel, 0, count, global);
            if (global) {
                ch.channelPrefetch(count);
            } else {
                ch.prefetch = count;
            }
        };
    }

    private Command change(ModelChannel ch, boolean quiet) {
        String name = choices.queue();
        int chance = random.nextInt(14);
        if (ModelChoices.durable(name) && quiet) {
            return publishes.publish(ch);
        } else if (chance < 11) {
            return declare(name);
        } else if (chance < 12) {
            return purge(name);
        }
        return (core, channel) -> {
            if (model.queues.containsKey(name)) {
                model.deleted(model.queues.get(name));
            }
            core.deleteQueue(channel, name, false, false);
            answer(channel, name);
        };
    }

    private Command purge(String name) {
        return (core, channel) -> {
            ModelQueue queue = model.queues.get(name);
            if (queue != null) {
                model.tell("purge of " + name);
                Queue actual = vhost.queue(name);
                QueueContents.ready(actual, (seq, ref) -> model.purged(queue, vhost.message(queue.id, seq, ref)));
            }
            core.purgeQueue(channel, name);
            answer(channel, name);
        };
    }

    private Command declare(String name) {
        return (core, channel) -> {
            ModelQueue queue = model.queues.get(name);
            Map<String, Object> arguments = queue == null ? choices.arguments(name) : queue.arguments;
            boolean durable = ModelChoices.durable(name);
            boolean exclusive = name.startsWith("x");
            core.declareQueue(
                    channel,
                    new QueueDeclaration(
                            name,
                            false,
                            durable,
                            exclusive,
                            name.startsWith("a"),
                            ModelChoices.table("x-", arguments)));
            if (queue == null) {
                long id = vhost.queue(name).settings().id();
                model.declared(new ModelQueue(name, id, durable, exclusive ? this : null, arguments));
                core.bind(channel, new BindingRequest("fan", false, name, "", FieldTable.EMPTY));
                core.bind(channel, new BindingRequest("later", false, name, name, FieldTable.EMPTY));
                core.bind(channel, new BindingRequest("later", false, name, "all", FieldTable.EMPTY));
            }
            answer(channel, name);
        };
    }

    private static void answer(ChannelState channel, String queue) {
        if (ModelChoices.durable(queue)) {
            channel.replyDurable(new Said("ok"));
        } else {
            channel.reply(new Said("ok"));
        }
    }
}
