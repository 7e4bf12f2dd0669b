package io.leveret.core;

import io.leveret.core.Model.Published;
import io.leveret.core.ModelChannel.Owed;
import io.leveret.core.ModelCopy.Content;
import io.leveret.core.ModelStep.Answer;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.queue.QueueContents;
import java.util.List;
import java.util.Random;

/** Publishes, and what the model expects of them. */
final class ModelPublishes {
    private static final int[] EXPIRATIONS = {0, 5, 40, 200};
    private static final int LONGEST = 200;
    private static final int LARGEST_TRANSACTION = 3;

    private final Model model;
    private final TestVhost vhost;
    private final Random random;
    private final ModelChoices choices;

    ModelPublishes(Model model, TestVhost vhost, Random random, ModelChoices choices) {
        this.model = model;
        this.vhost = vhost;
        this.random = random;
        this.choices = choices;
    }

    /** A message of any kind, in or outside of a transaction. */
    Command publish(ModelChannel ch) {
        String exchange = exchange();
        String key = random.nextInt(20) == 0 ? "nowhere" : choices.queue();
        int delay = 0;
        if (exchange.equals("later")) {
            key = random.nextInt(4) == 0 ? "all" : key;
            delay = random.nextInt(5) * 10;
        }
        int id = model.nextId();
        Message message = message(exchange, key, id, delay);
        boolean expires = message.deadlineMillis() != Message.NO_DEADLINE;
        Content content = new Content(
                id,
                key,
                message.publishedAtMillis(),
                expires ? message.deadlineMillis() - message.publishedAtMillis() : -1,
                -1,
                message.priority(),
                message.bodySize(),
                message.persistent(),
                ModelHistory.NONE);
        Published published = new Published(exchange, key, content, delay, random.nextBoolean());
        return (core, channel) -> {
            long position = vhost.journal().lastPosition() + 1;
            boolean taken = !core.refusesPublishes();
            if (ch.publishes.size() == LARGEST_TRANSACTION) {
                return;
            }
            if (taken && ch.tx) {
                ch.publishes.add(published);
            } else if (taken) {
                publish(ch, published, position);
            }
            core.publish(channel, message, published.mandatory(), false);
        };
    }

    private String exchange() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> "fan";
            case 2 -> "later";
            default -> "";
        };
    }

    private Message message(String exchange, String key, int id, int delay) {
        TestMessage message = TestMessage.to(exchange, key, id + " ".repeat(random.nextInt(LONGEST)));
        if (random.nextBoolean()) {
            message.persistent();
        }
        if (random.nextInt(3) == 0) {
            message.priority(random.nextInt(6));
        }
        if (random.nextInt(6) == 0) {
            message.expiration("" + EXPIRATIONS[random.nextInt(EXPIRATIONS.length)]);
        }
        if (delay > 0) {
            message.headers(FieldTable.builder().put("x-delay", delay).build());
        }
        return message.build(vhost.executor().nowMillis());
    }

    /** {@code position} is that of the journal's record, if there is to be one. */
    private void publish(ModelChannel ch, Published published, long position) {
        model.tell(ch.name + " publishes " + published);
        Content content = published.content().at(vhost.executor().nowMillis()); // when queues take it
        if (published.delay() > 0) {
            held(ch, published);
            confirm(ch, new Owed(content.persistent() ? position : 0, false));
            return;
        }
        List<ModelQueue> targets = model.route(published.exchange(), published.key());
        boolean stored = false;
        boolean nack = false;
        for (ModelQueue queue : targets) {
            boolean refused = refuses(queue, content);
            model.arrives(queue, content, refused ? Answer.NO : Answer.YES);
            nack |= refused;
            stored |= !refused && queue.durable && content.persistent();
        }
        if (targets.isEmpty() && published.mandatory()) {
            ch.returns.add(content.id());
        }
        confirm(ch, new Owed(stored && !nack ? position : 0, nack));
    }

    /** A message that is held back counts as one that reached no queue. */
    private void held(ModelChannel ch, Published published) {
        if (published.mandatory()) {
            ch.returns.add(published.content().id());
        }
        long due = vhost.executor().nowMillis() + published.delay();
        model.arrives(model.later, published.content().heldUntil(due), Answer.YES);
    }

    private static void confirm(ModelChannel ch, Owed owed) {
        if (ch.confirming) {
            ch.confirms.put(ch.nextConfirm++, owed);
        }
    }

    /** A queue that is full serves first who waits for the end of the turn, and lets go what is over. */
    private boolean refuses(ModelQueue queue, Content content) {
        if (!isFullFor(queue, content)) {
            return false;
        }
        vhost.queue(queue.name).refuses(1, content.size());
        return isFullFor(queue, content);
    }

    private boolean isFullFor(ModelQueue queue, Content content) {
        long[] octets = {content.size()};
        if (queue.now().refuses()) {
            QueueContents.ready(vhost.queue(queue.name), (seq, ref) -> octets[0] += ref.bodySize());
        }
        long length = vhost.queue(queue.name).readyCount() + 1L;
        return queue.now().refuses() && queue.now().exceeded(length, octets[0]);
    }

    /** The transaction's publishes come to their queues, one after the other: how full these are then the model does not follow. */
    void commit(ModelChannel ch) {
        for (Published published : ch.publishes) {
            model.tell(ch.name + " publishes " + published);
            Content content = published.content().at(vhost.executor().nowMillis());
            List<ModelQueue> targets = model.route(published.exchange(), published.key());
            if (published.delay() > 0) {
                held(ch, published);
            } else if (targets.isEmpty() && published.mandatory()) {
                ch.returns.add(content.id());
            } else {
                targets.forEach(queue -> model.arrives(queue, content, Answer.MAYBE));
            }
        }
        ch.publishes.clear();
    }
}
