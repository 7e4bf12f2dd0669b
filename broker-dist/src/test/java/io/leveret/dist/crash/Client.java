package io.leveret.dist.crash;

import io.leveret.core.BindingRequest;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.TestEvents;
import io.leveret.core.TestMessage;
import io.leveret.core.channel.GetOk;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.dist.crash.Promise.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Asks the broker for one thing after the other, and notes each in the {@link History}: on one channel publishes with confirms, on one what is
 * settled at once, on one transactions. Owner: the test's thread.
 */
final class Client {
    private static final int CONFIRMS = 1;
    private static final int PLAIN = 2;
    private static final int TX = 3;
    private static final int USUAL_SIZE = 3_000;
    private static final int LARGE_SIZE = 30_000;

    private final TurnedNode node;
    private final History history;
    private final Random random;
    private final Wire wire;
    private final List<Delivery> unacked = new ArrayList<>();
    private Promise transaction;
    private long lastPublish;

    /** What awaits its end on the channel that got it. */
    record Delivery(int channel, long tag, String queue, TrackedMessage message) {}

    Client(TurnedNode node, History history, Random random) {
        this.node = node;
        this.history = history;
        this.random = random;
        this.wire = new Wire(node, history, random);
        this.transaction = history.transaction();
        for (int channel = CONFIRMS; channel <= TX; channel++) {
            wire.openChannel(channel);
        }
        wire.run(CONFIRMS, (core, channel) -> core.confirmSelect(channel));
        wire.run(TX, (core, channel) -> core.txSelect(channel));
        declare();
    }

    /** All {@link Place}s, also those that are there. */
    void declare() {
        for (Place place : Place.queues()) {
            wire.run(
                    PLAIN,
                    (core, channel) -> core.declareQueue(
                            channel, new QueueDeclaration(place.name(), false, true, false, false, place.arguments())));
        }
        FieldTable fanout = FieldTable.builder().put("x-delayed-type", "fanout").build();
        declare(Place.SPLIT, "fanout", FieldTable.EMPTY, List.of("left", "right"));
        declare(Place.LATER, "x-delayed-message", fanout, Place.of(Place.LATER).leads());
    }

    private void declare(String exchange, String type, FieldTable arguments, List<String> queues) {
        wire.run(
                PLAIN,
                (core, channel) -> core.declareExchange(
                        channel, new ExchangeDeclaration(exchange, type, false, true, false, false, arguments)));
        for (String queue : queues) {
            wire.run(
                    PLAIN,
                    (core, channel) ->
                            core.bind(channel, new BindingRequest(exchange, false, queue, "", FieldTable.EMPTY)));
        }
    }

    /** With confirms. */
    void publish(String place) {
        TrackedMessage message = history.publish(place, size(), new Promise());
        Message sent = sent(message);
        wire.publish(CONFIRMS, (core, channel) -> core.publish(channel, sent, false, false), ++lastPublish, message);
    }

    void publish(String place, int count) {
        for (int i = 0; i < count; i++) {
            publish(place);
        }
    }

    private int size() {
        return random.nextInt(30) == 0 ? random.nextInt(LARGE_SIZE) : random.nextInt(USUAL_SIZE);
    }

    private Message sent(TrackedMessage message) {
        boolean held = message.first().equals(Place.LATER);
        TestMessage sent = TestMessage.to(held ? Place.LATER : "", message.first(), message.body())
                .persistent();
        if (held) {
            sent = sent.headers(FieldTable.builder()
                    .put("x-delay", 100 + random.nextInt(900))
                    .build());
        }
        return sent.build(node.nowMillis());
    }

    /** The next message of a queue, if there is one: to be settled at once. */
    @Nullable
    Delivery get(String queue) {
        return get(PLAIN, queue);
    }

    private @Nullable Delivery get(int channel, String queue) {
        GetOk ok = wire.get(channel, queue, false);
        if (ok == null) {
            return null;
        }
        TrackedMessage message = history.message(TestEvents.body(ok.message()));
        Delivery delivery = new Delivery(channel, ok.deliveryTag(), queue, message);
        unacked.add(delivery);
        return delivery;
    }

    /** Takes the next message of a queue for good; its body, or null if there is none. */
    @Nullable
    String take(String queue) {
        GetOk ok = wire.get(PLAIN, queue, true);
        return ok == null ? null : TestEvents.body(ok.message());
    }

    void ack(String queue) {
        Delivery delivery = get(queue);
        if (delivery != null) {
            Promise promise = new Promise();
            delivery.message().acked(queue, promise);
            unacked.remove(delivery);
            wire.record(PLAIN, (core, channel) -> core.ack(channel, delivery.tag(), false), promise);
        }
    }

    void reject(String queue) {
        Delivery delivery = get(queue);
        if (delivery != null) {
            Promise promise = new Promise();
            delivery.message().rejected(queue, promise);
            unacked.remove(delivery);
            wire.record(PLAIN, (core, channel) -> core.nack(channel, delivery.tag(), false, false), promise);
        }
    }

    /** What this client has unacked without a transaction comes back to its queues. */
    void recover() {
        unacked.removeIf(delivery -> delivery.channel() == PLAIN);
        wire.run(PLAIN, (core, channel) -> core.recover(channel, true));
    }

    void purge(String queue) {
        Promise promise = new Promise();
        for (TrackedMessage message : history.messages()) {
            if (!isUnacked(message, queue)) {
                message.removed(queue, message.wasSentTo(queue) ? promise : new Promise());
            }
        }
        wire.request(PLAIN, (core, channel) -> core.purgeQueue(channel, queue), promise);
    }

    private boolean isUnacked(TrackedMessage message, String queue) {
        return unacked.stream()
                .anyMatch(delivery ->
                        delivery.message() == message && delivery.queue().equals(queue));
    }

    void delete(String queue) {
        history.deleted(queue);
        unacked.removeIf(delivery -> delivery.queue().equals(queue));
        wire.request(PLAIN, (core, channel) -> core.deleteQueue(channel, queue, false, false), new Promise());
    }

    // transactions

    void publishInTransaction(String place) {
        Message sent = sent(history.publish(place, size(), transaction));
        wire.run(TX, (core, channel) -> core.publish(channel, sent, false, false));
    }

    void ackInTransaction(String queue) {
        Delivery delivery = get(TX, queue);
        if (delivery != null) {
            delivery.message().acked(queue, transaction);
            wire.run(TX, (core, channel) -> core.ack(channel, delivery.tag(), false));
        }
    }

    void rejectInTransaction(String queue) {
        Delivery delivery = get(TX, queue);
        if (delivery != null) {
            delivery.message().rejected(queue, transaction);
            wire.run(TX, (core, channel) -> core.nack(channel, delivery.tag(), false, false));
        }
    }

    void commit() {
        transaction.is(Known.MAYBE);
        unacked.removeIf(delivery -> delivery.channel() == TX);
        wire.request(TX, (core, channel) -> core.txCommit(channel), transaction);
        transaction = history.transaction();
    }

    /** Nothing of the transaction happens, and what it had unacked comes back. */
    void rollback() {
        unacked.removeIf(delivery -> delivery.channel() == TX);
        wire.run(TX, (core, channel) -> core.txRollback(channel));
        wire.run(TX, (core, channel) -> core.recover(channel, true));
        transaction = history.transaction();
    }

    /** The node has ended: notes what it told before. */
    void end() {
        wire.hear();
    }
}
