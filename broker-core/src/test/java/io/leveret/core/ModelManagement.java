package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.ModelCopy.Content;
import io.leveret.core.ModelStep.Answer;
import io.leveret.core.message.Message;
import io.leveret.core.queue.QueueContents;
import io.leveret.core.view.BrowsedMessage;
import io.leveret.core.view.BrowsedMessages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks into queues, and deletes and moves what is there, while all is at rest: so the model knows what comes of it. */
final class ModelManagement {
    private static final int MOST = 12;

    private final Model model;
    private final TestVhost vhost;
    private final Random random;

    ModelManagement(Model model, TestVhost vhost, Random random) {
        this.model = model;
        this.vhost = vhost;
        this.random = random;
    }

    /** A ready message. */
    private record Ready(long seq, int id, Message message, boolean inMemory) {}

    void any() {
        List<ModelQueue> queues = List.copyOf(model.queues.values());
        if (queues.isEmpty() || random.nextInt(6) == 0) {
            browseDelayed();
            return;
        }
        ModelQueue queue = queues.get(random.nextInt(queues.size()));
        ModelQueue other = queues.get(random.nextInt(queues.size()));
        int chance = random.nextInt(10);
        if (chance < 6 || queue.owner != null) {
            browse(queue);
        } else if (chance < 8) {
            delete(queue);
        } else if (queue != other && other.owner == null) {
            move(queue, other);
        }
    }

    private List<Ready> ready(ModelQueue queue) {
        List<Ready> ready = new ArrayList<>();
        QueueContents.ready(vhost.vhost().topology().queue(queue.id), (seq, ref) -> {
            Message message = vhost.message(queue.id, seq, ref);
            ready.add(new Ready(seq, ModelCopy.id(message), message, ref instanceof Message));
        });
        return ready;
    }

    private void browse(ModelQueue queue) {
        List<Ready> before = ready(queue);
        vhost.memory().room(random.nextInt(5) * 3);
        vhost.queue(queue.name).pageOut().runEarly(0, 1_000, vhost.journal().durablePosition());
        int from = random.nextInt(before.size() + 1);
        int count = 1 + random.nextInt(MOST);
        model.tell("look at " + queue.name + " from " + from + ", " + count + " messages");
        int commands = model.commandsRun;
        List<BrowsedMessages> answers = new ArrayList<>();
        vhost.loop().reader().browse(queue.name, from, count, answers::add);
        boolean read = await(answers);
        if (model.commandsRun > commands) {
            return; // one went on that had waited for what was read: anything may have happened
        }
        BrowsedMessages browsed = answers.get(0);
        checkFlags(queue, browsed);
        assertThat(browsed.total()).as("total of %s", queue.name).isEqualTo(before.size());
        List<Long> seen = browsed.messages().stream().map(BrowsedMessage::seq).toList();
        List<Long> there = before.stream().map(Ready::seq).skip(from).toList();
        if (read) { // meanwhile some may have been delivered, or have gone otherwise
            Set<Long> still = ready(queue).stream().map(Ready::seq).collect(Collectors.toSet());
            int passed = seen.size() < count ? there.size() : there.indexOf(seen.get(count - 1)) + 1;
            there = there.subList(0, passed).stream()
                    .filter(seq -> seen.contains(seq) || still.contains(seq))
                    .toList();
        }
        assertThat(seen)
                .as("seen of %s", queue.name)
                .isEqualTo(there.stream().limit(count).toList());
    }

    /** Lets the core and the store work until there is an answer; true if the store had to. */
    private boolean await(List<BrowsedMessages> answers) {
        vhost.run();
        boolean read = false;
        while (answers.isEmpty() && vhost.store().answer()) {
            read = true;
            vhost.run();
        }
        assertThat(answers).as("answers").hasSize(1);
        return read;
    }

    private void checkFlags(ModelQueue queue, BrowsedMessages browsed) {
        for (BrowsedMessage seen : browsed.messages()) {
            ModelCopy copy = model.copies.values().stream()
                    .filter(one -> one.queue == queue && one.seq == seen.seq())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("unknown: " + seen));
            assertThat(ModelCopy.id(seen.message())).as("message of %s", copy).isEqualTo(copy.content.id());
            assertThat(seen.deliveryCount()).as("deliveries of %s", copy).isEqualTo(copy.deliveries);
            if (!copy.maybeRedelivered) {
                assertThat(seen.redelivered()).as("redelivered, of %s", copy).isEqualTo(copy.redelivered);
            }
        }
    }

    private void browseDelayed() {
        List<Long> before = ready(model.later).stream()
                .sorted(Comparator.comparingLong((Ready one) -> one.message().deadlineMillis())
                        .thenComparingLong(Ready::seq))
                .map(Ready::seq)
                .toList();
        int from = random.nextInt(before.size() + 1);
        int count = 1 + random.nextInt(MOST);
        int commands = model.commandsRun;
        List<BrowsedMessages> answers = new ArrayList<>();
        vhost.loop().reader().browseDelayed("later", from, count, answers::add);
        await(answers);
        if (model.commandsRun > commands) {
            return;
        }
        checkFlags(model.later, answers.get(0));
        assertThat(answers.get(0).messages())
                .extracting(BrowsedMessage::seq)
                .as("held back, next due first")
                .isEqualTo(before.stream().skip(from).limit(count).toList());
    }

    private void delete(ModelQueue queue) {
        List<Ready> chosen = new ArrayList<>(ready(queue));
        chosen.removeIf(any -> random.nextInt(3) > 0);
        model.tell("deletes " + chosen.stream().map(Ready::seq).toList() + " of " + queue.name);
        chosen.forEach(one -> model.purged(queue, one.message()));
        vhost.loop().control().deleteMessages(queue.name, seqs(chosen), new HeardMessages());
    }

    /** Only what is in memory, as it moves at once, and what the model can tell from others where it comes to. */
    private void move(ModelQueue queue, ModelQueue other) {
        ModelRules rules = other.now();
        if (rules.maxLength() >= 0 || rules.maxBytes() >= 0 || vhost.vhost().refusesPublishes()) {
            return;
        }
        List<Ready> chosen = new ArrayList<>(ready(queue));
        chosen.removeIf(one -> !one.inMemory()
                || random.nextInt(3) == 0
                || one.message().deadlineMillis() != Message.NO_DEADLINE
                || !ModelHistory.of(one.message()).equals(ModelHistory.NONE)
                || model.copies.containsKey(new ModelKey(one.id(), other.name)));
        model.tell("moves " + chosen.stream().map(Ready::seq).toList() + " of " + queue.name + " to " + other.name);
        for (Ready one : chosen) {
            Content content = model.copies.get(new ModelKey(one.id(), queue.name)).content;
            model.purged(queue, one.message());
            model.arrives(other, content, Answer.YES);
        }
        vhost.loop().control().moveMessages(queue.name, seqs(chosen), other.name, new HeardMessages());
    }

    private static long[] seqs(List<Ready> chosen) {
        return chosen.stream().mapToLong(Ready::seq).toArray();
    }
}
