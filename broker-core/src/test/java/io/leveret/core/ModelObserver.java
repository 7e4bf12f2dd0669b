package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.FakePort.Told;
import io.leveret.core.ModelChannel.Got;
import io.leveret.core.ModelChannel.Owed;
import io.leveret.core.ModelQueue.Consumer;
import io.leveret.core.ModelStep.How;
import io.leveret.core.ModelStep.Settlement;
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
import java.util.ArrayList;
import java.util.List;

/** Compares what a connection was told with what the model says. */
final class ModelObserver {
    private final Model model;
    private final FakeJournal journal;
    private final List<Delivered> delivered = new ArrayList<>();

    private record Delivered(ModelChannel channel, long tag, int id) {}

    ModelObserver(Model model, FakeJournal journal) {
        this.model = model;
        this.journal = journal;
    }

    void observe(ModelChannel channel, Told told) {
        model.tell("  " + channel.name + " hears " + TestEvents.words(told.event()));
        if (told.event() instanceof Deliver deliver) {
            delivered(channel, deliver);
        } else if (told.event() instanceof GetOk got) {
            got(channel, got);
        } else if (told.event() instanceof GetEmpty) {
            Got asked = channel.gets.remove();
            assertThat(asked.id())
                    .as("message ready in a queue said to be empty")
                    .isZero();
        } else if (told.event() instanceof Confirm confirm) {
            confirmed(channel, confirm);
        } else if (told.event() instanceof Returned returned) {
            assertThat(channel.returns.remove(ModelCopy.id(returned.message())))
                    .as("return was owed")
                    .isTrue();
        } else if (told.event() instanceof ConsumerCancelled cancelled) {
            assertThat(channel.consumers).as("consumers").doesNotContainKey(cancelled.consumerTag());
        } else if (told.event() instanceof ChannelFailed failed) {
            assertThat(channel.closed)
                    .as("channel failed: %s", failed.error().replyText())
                    .isTrue();
            channel.gone = true;
        } else if (told.event() instanceof Said said && said.words().equals("close-ok")) {
            channel.gone = true;
        } else if (told.event() instanceof SessionFailed failed) {
            throw new AssertionError("session failed: " + failed.error().replyText());
        }
    }

    private void delivered(ModelChannel channel, Deliver deliver) {
        Consumer consumer = channel.everConsumers.get(deliver.consumerTag());
        assertThat(consumer).as("consumer of a delivery").isNotNull();
        if (consumer.noAck() && consumer.queue().single()) {
            assertThat(consumer.queue().active).as("active consumers").contains(consumer);
        }
        arrived(
                channel,
                new Arrived(deliver.deliveryTag(), deliver.message(), deliver.redelivered()),
                consumer.queue(),
                consumer.noAck());
    }

    private record Arrived(long tag, Message message, boolean redelivered) {}

    private void got(ModelChannel channel, GetOk got) {
        Got asked = channel.gets.remove();
        assertThat(ModelCopy.id(got.message())).as("message of get-ok").isEqualTo(asked.id());
        assertThat(got.messageCount()).as("left").isEqualTo(asked.left());
        arrived(
                channel,
                new Arrived(got.deliveryTag(), got.message(), got.redelivered()),
                asked.queue(),
                asked.noAck());
    }

    private void arrived(ModelChannel channel, Arrived arrived, ModelQueue queue, boolean noAck) {
        assertThat(arrived.tag()).as("delivery tag").isGreaterThan(channel.lastTag);
        channel.lastTag = arrived.tag();
        if (noAck) {
            model.step.settled(
                    ModelKey.of(arrived.message(), queue.name),
                    new Settlement(queue, How.CONSUMED, arrived.redelivered()));
        } else {
            channel.seen.add(arrived.tag());
            delivered.add(new Delivered(channel, arrived.tag(), ModelCopy.id(arrived.message())));
        }
    }

    /** What was delivered is what the channels have, or had. */
    void checkDeliveries() {
        for (Delivered one : delivered) {
            assertThat(one.channel().delivered.get(one.tag()))
                    .as("message delivered to %s with tag %d", one.channel().name, one.tag())
                    .isEqualTo(one.id());
        }
        delivered.clear();
    }

    private void confirmed(ModelChannel channel, Confirm confirm) {
        if (channel.closed) {
            return;
        }
        assertThat(channel.confirms)
                .as("confirm of a publish not yet confirmed")
                .containsKey(confirm.deliveryTag());
        var answered = confirm.multiple()
                ? channel.confirms.headMap(confirm.deliveryTag(), true)
                : channel.confirms.subMap(confirm.deliveryTag(), true, confirm.deliveryTag(), true);
        for (Owed owed : answered.values()) {
            assertThat(confirm.ack()).as("ack").isNotEqualTo(owed.nack());
            assertThat(owed.position())
                    .as("position of a confirmed publish")
                    .isLessThanOrEqualTo(journal.durablePosition());
        }
        answered.clear();
    }
}
