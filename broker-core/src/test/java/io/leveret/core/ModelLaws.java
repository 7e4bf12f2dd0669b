package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.ModelCensus.Seen;
import io.leveret.core.ModelCopy.Content;
import io.leveret.core.ModelCopy.Place;
import io.leveret.core.ModelFates.End;
import io.leveret.core.ModelFates.Head;
import io.leveret.core.ModelStep.Answer;
import io.leveret.core.ModelStep.Birth;
import io.leveret.core.queue.Queue;
import io.leveret.core.queue.QueueContents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Brings the model to what is seen at rest, and checks what has to hold then. */
final class ModelLaws {
    private final Model model;
    private final TestVhost vhost;
    private final ModelCensus census;
    private final long now;
    private final Map<ModelKey, ModelCopy> after = new LinkedHashMap<>();
    private final List<Head> heads = new ArrayList<>();

    ModelLaws(Model model, TestVhost vhost, ModelCensus census) {
        this.model = model;
        this.vhost = vhost;
        this.census = census;
        this.now = vhost.executor().nowMillis();
    }

    /** Each message has come where it is on a way that is allowed. */
    void explain() {
        for (ModelCopy copy : model.copies.values()) {
            if (copy.place == Place.READY) {
                model.step.wasReady(copy);
            }
            if (!isUnchanged(copy, census.seen().get(copy.key))) {
                moved(copy);
            }
        }
        model.step.births.forEach(birth -> moved(birth.copy()));
        model.copies.values().forEach(this::explain);
        List<Birth> births = List.copyOf(model.step.births);
        births.forEach(this::explain);
        List<Birth> released = model.step.births.subList(births.size(), model.step.births.size());
        List.copyOf(released).forEach(this::explain);
        census.seen()
                .forEach((key, seen) -> assertThat(after.containsKey(key))
                        .as("%s came from nowhere: %s", key, seen)
                        .isTrue());
        checkOrder();
        checkDropped();
        model.copies = after;
    }

    private void moved(ModelCopy copy) {
        model.step.moved(copy.queue == model.later ? model.byId.size() : 1);
    }

    private void explain(ModelCopy copy) {
        Seen seen = census.seen().get(copy.key);
        if (isUnchanged(copy, seen)) {
            after.put(copy.key, copy);
        } else if (copy.queue == model.later && seen == null) {
            release(copy);
        } else {
            take(copy, seen, new ModelFates(model, copy.key, seen, now).of(copy));
        }
    }

    private void explain(Birth birth) {
        ModelCopy copy = birth.copy();
        Seen seen = census.seen().get(copy.key);
        if (copy.queue == model.later && seen == null) {
            release(copy);
        } else {
            take(copy, seen, new ModelFates(model, copy.key, seen, now).born(birth));
        }
    }

    private boolean isUnchanged(ModelCopy copy, Seen seen) {
        return seen != null
                && seen.place() == copy.place
                && seen.queueId() == copy.queue.id
                && seen.seq() == copy.seq
                && model.step.settlements(copy.key).isEmpty()
                && (copy.place != Place.UNACKED
                        || (seen.channel() == copy.holder && seen.held().tag() == copy.tag));
    }

    private void take(ModelCopy before, Seen seen, End end) {
        assertThat(end)
                .as("way of %s to %s by %s\n  %s", before, seen, model.step.settlements(before.key), before.queue)
                .isNotNull();
        heads.addAll(end.heads());
        if (end.copy() != null) {
            after.put(before.key, end.copy());
        }
    }

    /** What was held back goes where it would have gone at once. */
    private void release(ModelCopy copy) {
        assertThat(copy.content.delayedUntil()).as("due of %s", copy).isLessThanOrEqualTo(now);
        Content content = copy.content.at(model.from);
        Map<ModelKey, List<ModelQueue>> targets = new LinkedHashMap<>();
        for (ModelQueue queue : model.mayRoute("later", content.routingKey())) {
            ModelKey key = new ModelKey(copy.key.id(), queue.name);
            Seen seen = census.seen().get(key);
            boolean known = seen != null || !model.step.settlements(key).isEmpty();
            if (known || (!queue.fresh && !queue.deleted)) {
                targets.computeIfAbsent(key, any -> new ArrayList<>()).add(queue);
            }
        }
        targets.values().forEach(queues -> model.arrives(taker(content, queues), content, Answer.MAYBE));
    }

    /** Of queues with one name, which were one after the other, the one that can have taken a message. */
    private ModelQueue taker(Content content, List<ModelQueue> queues) {
        for (ModelQueue queue : queues) {
            ModelCopy copy = new ModelCopy(new ModelKey(content.id(), queue.name), content, queue);
            Seen seen = census.seen().get(copy.key);
            if (new ModelFates(model, copy.key, seen, now).born(new Birth(copy, Answer.MAYBE)) != null) {
                return queue;
            }
        }
        return queues.get(0);
    }

    /** What was taken from a queue's front stood before all that was ready all the time. */
    private void checkOrder() {
        Map<ModelQueue, ModelCopy> first = new LinkedHashMap<>();
        for (ModelCopy before : model.copies.values()) {
            ModelCopy copy = after.get(before.key);
            boolean stayed = before.place == Place.READY
                    && copy != null
                    && copy.place == Place.READY
                    && copy.queue == before.queue
                    && copy.seq == before.seq
                    && model.step.settlements(before.key).isEmpty();
            if (stayed) {
                first.merge(copy.queue, copy, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        for (Head head : heads) {
            ModelCopy left = first.get(head.copy().queue);
            assertThat(left == null || head.copy().seq == 0 || head.copy().isBefore(left))
                    .as("%s left before %s", head, left)
                    .isTrue();
        }
    }

    /** Where messages were dropped because there were too many, and for no other reason any left, there are as many as may be. */
    private void checkDropped() {
        if (leavingWaits()) {
            return;
        }
        if (model.byId.values().stream().anyMatch(queue -> queue.fresh || queue.deleted || queue.rules.size() > 1)) {
            return; // several ways may be possible
        }
        Set<ModelQueue> dropping = new LinkedHashSet<>();
        heads.stream()
                .filter(head -> head.dropped() && head.copy().seq != 0)
                .map(head -> head.copy().queue)
                .forEach(dropping::add);
        heads.stream()
                .filter(head -> !head.dropped())
                .map(head -> head.copy().queue)
                .forEach(dropping::remove);
        dropping.removeAll(model.step.settling());
        for (ModelCopy before : model.copies.values()) {
            ModelCopy copy = after.get(before.key);
            boolean stayed = copy != null && copy.queue == before.queue && copy.place == before.place;
            if (!stayed
                    && heads.stream()
                            .noneMatch(head -> head.dropped() && head.copy().key.equals(before.key))) {
                dropping.remove(before.queue);
            }
        }
        for (ModelQueue queue : dropping) {
            if (queue.now().maxBytes() < 0) {
                assertThat(census.ready(queue)).as("left of %s", queue).hasSize((int)
                        queue.now().maxLength());
            }
        }
    }

    /** The rules hold in each queue. */
    void checkQueues() {
        for (ModelQueue queue : model.queues.values()) {
            Queue actual = vhost.queue(queue.name);
            List<ModelCopy> ready =
                    census.ready(queue).stream().map(model.copies::get).toList();
            assertThat(actual.readyCount()).as("ready in %s", queue.name).isEqualTo(ready.size());
            assertThat(actual.lengths().unacked())
                    .as("unacked of %s", queue.name)
                    .isEqualTo(census.unacked(queue));
            assertThat(census.unackedSince(queue).fits(actual.lengths().unackedSinceMillis()))
                    .as(
                            "oldest unacked of %s: %d is %s",
                            queue.name, actual.lengths().unackedSinceMillis(), census.unackedSince(queue))
                    .isTrue();
            assertThat(actual.consumers().size())
                    .as("consumers of %s", queue.name)
                    .isEqualTo(queue.consumers.size());
            for (int i = 1; i < ready.size(); i++) {
                assertThat(ready.get(i - 1).isBefore(ready.get(i)))
                        .as("order of %s and %s", ready.get(i - 1), ready.get(i))
                        .isTrue();
            }
            checkRules(queue, ready);
        }
        assertThat(vhost.vhost().topology().queues()).hasSameSizeAs(model.queues.values());
        checkRules(
                model.later,
                census.ready(model.later).stream().map(model.copies::get).toList());
        assertThat(vhost.vhost().delayedMessages().count("later"))
                .as("held back")
                .isEqualTo(census.ready(model.later).size());
        assertThat(vhost.held()).as("octets held by messages").isEqualTo(census.held());
    }

    /** Whether what is to leave may still be there, as the journal is full or was a moment ago. */
    private boolean leavingWaits() {
        return !vhost.journal().hasRoom() || now <= model.pausedUntil;
    }

    private void checkRules(ModelQueue queue, List<ModelCopy> ready) {
        if (leavingWaits()) {
            return;
        }
        Queue actual = vhost.vhost().topology().queue(queue.id);
        ModelRules rules = queue.now();
        ModelRules onTime =
                QueueContents.isLoading(actual) ? ModelRules.NONE : rules; // whose time is over may have to be read
        for (ModelCopy copy : ready) {
            assertThat(copy.content.due(onTime))
                    .as("time of %s, now it is %d", copy, now)
                    .isGreaterThan(now);
        }
        assertThat(rules.drops() && rules.exceeded(ready.size(), census.bytes(queue)))
                .as("%d messages of %d octets are more than allowed in %s", ready.size(), census.bytes(queue), queue)
                .isFalse();
    }

    /** Only the active consumer of a queue got messages, and nobody more than its prefetch. */
    void checkDeliveries(Map<ModelKey, ModelCopy> before) {
        for (ModelCopy copy : model.copies.values()) {
            Seen seen = census.seen().get(copy.key);
            ModelCopy old = before.get(copy.key);
            if (seen.held() == null || (old != null && old.holder == copy.holder && old.tag == copy.tag)) {
                continue;
            }
            ModelChannel channel = copy.holder;
            String tag = seen.held().consumer();
            if (tag != null && copy.queue.single()) {
                assertThat(copy.queue.active.stream().map(ModelQueue.Consumer::tag))
                        .as("active consumers of %s", copy.queue.name)
                        .contains(tag);
            }
            if (tag != null) {
                int prefetch = channel.everConsumers.get(tag).prefetch();
                assertThat(unacked(channel, tag)).as("unacked of %s", tag).isLessThanOrEqualTo(limit(prefetch));
                assertThat(unacked(channel, null))
                        .as("unacked of the consumers of %s", channel.name)
                        .isLessThanOrEqualTo(limit(channel.widestPrefetch));
            }
        }
    }

    private static int limit(int prefetch) {
        return prefetch == 0 ? Integer.MAX_VALUE : prefetch;
    }

    private int unacked(ModelChannel channel, String tag) {
        return (int) census.seen().values().stream()
                .filter(seen -> seen.channel() == channel && seen.held().consumer() != null)
                .filter(seen -> tag == null || tag.equals(seen.held().consumer()))
                .count();
    }

    /** The journal has what is stored, and nothing else. */
    void checkJournal(ModelAudit audit) {
        audit.read();
        int stored = 0;
        for (ModelCopy copy : model.copies.values()) {
            if (copy.stored() && !copy.queue.deleted) {
                assertThat(audit.has(copy)).as("the journal has %s", copy).isTrue();
                stored++;
            }
        }
        assertThat(audit.size()).as("messages in the journal").isEqualTo(stored);
    }
}
