package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.FakePort.Told;
import io.leveret.core.Model.Ch;
import io.leveret.core.Model.Cons;
import io.leveret.core.Model.Entry;
import io.leveret.core.Model.Got;
import io.leveret.core.Model.Q;
import io.leveret.core.Model.Unacked;
import io.leveret.core.TestEvents.Said;
import io.leveret.core.channel.ChannelFailed;
import io.leveret.core.channel.Confirm;
import io.leveret.core.channel.ConsumerCancelled;
import io.leveret.core.channel.Deliver;
import io.leveret.core.channel.GetEmpty;
import io.leveret.core.channel.GetOk;
import io.leveret.core.channel.Returned;
import io.leveret.core.channel.SessionFailed;
import io.leveret.core.message.Message;

/** Compares what a connection was told with what the model says, and brings the model up to date with it. */
final class ModelObserver {
    private final Model model;
    private final FakeJournal journal;

    /** Whether at most one command ran since all was at rest, and nobody's answers waited: then the order of deliveries is known. */
    private boolean strict;

    /** A page came, and several who waited for it were served, who knows in which order. */
    private boolean paged;

    ModelObserver(Model model, FakeJournal journal) {
        this.model = model;
        this.journal = journal;
    }

    void strict(boolean isStrict) {
        strict = isStrict;
        paged = false;
        model.queues.values().forEach(queue -> queue.lastDelivered = 0);
    }

    void paged() {
        paged = true;
    }

    void observe(Ch ch, Told told) {
        model.tell("  " + ch.name + " hears " + TestEvents.words(told.event()));
        if (told.event() instanceof Deliver deliver) {
            delivered(ch, deliver);
        } else if (told.event() instanceof GetOk got) {
            got(ch, got);
        } else if (told.event() instanceof GetEmpty) {
            Got asked = ch.gets.remove();
            if (strict && !paged) {
                assertThat(asked.queue().ready)
                        .as("ready in a queue said to be empty")
                        .isEmpty();
            }
        } else if (told.event() instanceof Confirm confirm) {
            confirmed(ch, confirm);
        } else if (told.event() instanceof Returned returned) {
            assertThat(ch.returns.remove(id(returned.message())))
                    .as("return was owed")
                    .isTrue();
        } else if (told.event() instanceof ConsumerCancelled cancelled) {
            ch.consumers.remove(cancelled.consumerTag());
        } else if (told.event() instanceof ChannelFailed failed) {
            assertThat(ch.closed)
                    .as("channel failed: %s", failed.error().replyText())
                    .isTrue();
            ch.gone = true;
        } else if (told.event() instanceof Said said && said.words().equals("close-ok")) {
            ch.gone = true;
        } else if (told.event() instanceof SessionFailed failed) {
            throw new AssertionError("session failed: " + failed.error().replyText());
        }
    }

    private void delivered(Ch ch, Deliver deliver) {
        Cons consumer = ch.everConsumers.get(deliver.consumerTag());
        assertThat(consumer).as("consumer of a delivery").isNotNull();
        assertThat(deliver.deliveryTag()).as("delivery tag").isGreaterThan(ch.lastTag);
        ch.lastTag = deliver.deliveryTag();
        Got how = new Got(consumer.queue(), consumer.noAck());
        Entry entry = arrived(ch, how, id(deliver.message()), deliver.redelivered());
        if (entry == null || consumer.noAck()) {
            return;
        }
        ch.unacked.put(deliver.deliveryTag(), new Unacked(consumer.queue(), entry, consumer));
        if (strict && consumer.prefetch() > 0) {
            assertThat(ch.unackedOf(consumer)).as("consumer's prefetch").isLessThanOrEqualTo(consumer.prefetch());
        }
        if (strict && ch.channelPrefetch > 0) {
            assertThat(ch.consumersUnacked()).as("channel's prefetch").isLessThanOrEqualTo(ch.channelPrefetch);
        }
    }

    private void got(Ch ch, GetOk got) {
        Got asked = ch.gets.remove();
        assertThat(got.deliveryTag()).as("delivery tag").isGreaterThan(ch.lastTag);
        ch.lastTag = got.deliveryTag();
        Entry entry = arrived(ch, asked, id(got.message()), got.redelivered());
        if (entry != null && !asked.noAck()) {
            ch.unacked.put(got.deliveryTag(), new Unacked(asked.queue(), entry, null));
        }
        if (strict && !paged) {
            assertThat(got.messageCount())
                    .as("left")
                    .isEqualTo(asked.queue().ready.size());
        }
    }

    /** The message leaves its queue; null if its channel ended meanwhile and it went back. */
    private Entry arrived(Ch ch, Got how, int id, boolean redelivered) {
        Q queue = how.queue();
        if (ch.closed && !how.noAck()) {
            Entry back = queue.byId.get(id);
            if (back != null) {
                back.maybe = true;
            }
            return null;
        }
        Entry entry = queue.take(id);
        assertThat(entry).as("message %d is ready in queue %s", id, queue.name).isNotNull();
        if (!entry.maybe) {
            assertThat(redelivered).as("message %d redelivered", id).isEqualTo(entry.redelivered);
        }
        queue.lastDelivered = Math.max(queue.lastDelivered, entry.key);
        return entry;
    }

    /** At rest: what was delivered stood before all that is left. */
    void checkOrder() {
        if (strict) {
            for (Q queue : model.queues.values()) {
                if (!queue.ready.isEmpty()) {
                    assertThat(queue.lastDelivered)
                            .as("last delivered of queue %s", queue.name)
                            .isLessThan(queue.ready.firstKey());
                }
            }
        }
    }

    private void confirmed(Ch ch, Confirm confirm) {
        if (ch.closed) {
            return;
        }
        assertThat(confirm.ack()).as("ack").isTrue();
        assertThat(ch.confirms).as("confirm of a publish not yet confirmed").containsKey(confirm.deliveryTag());
        var answered = confirm.multiple()
                ? ch.confirms.headMap(confirm.deliveryTag(), true)
                : ch.confirms.subMap(confirm.deliveryTag(), true, confirm.deliveryTag(), true);
        answered.values()
                .forEach(position -> assertThat(position)
                        .as("position of a confirmed publish")
                        .isLessThanOrEqualTo(journal.durablePosition()));
        answered.clear();
    }

    private static int id(Message message) {
        return Integer.parseInt(TestEvents.body(message));
    }
}
