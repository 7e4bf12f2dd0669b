package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.MessagesHandled.End;
import io.leveret.core.error.ChangeRefusedException.Reason;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.view.BrowsedMessage;
import io.leveret.core.view.BrowsedMessages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Management deletes and moves ready messages. */
class ChosenMessagesTest {
    private static final long MEMORY = 200_000;
    private static final FieldTable NOTHING = FieldTable.EMPTY;

    private TestVhost vhost = new TestVhost(new VirtualHostLimits(MEMORY, MEMORY));
    private NumberedMessages messages = new NumberedMessages(vhost);

    private CoreControl control() {
        return vhost.loop().control();
    }

    /** All is on disk after this; time goes on. */
    private void restart() {
        vhost.sync();
        cutPower();
    }

    private void cutPower() {
        vhost = vhost.crashAndRecover(new VirtualHostLimits(1L << 40, MEMORY), 0);
        messages = new NumberedMessages(vhost);
    }

    private MessagesHandled done(HeardMessages heard) {
        messages.settle();
        assertThat(heard.done).isNotNull();
        return heard.done;
    }

    private MessagesHandled delete(String queue, long... seqs) {
        HeardMessages heard = new HeardMessages();
        control().deleteMessages(queue, seqs, heard);
        return done(heard);
    }

    private HeardMessages beginMove(String from, String to, long... seqs) {
        HeardMessages heard = new HeardMessages();
        if (seqs.length == 0) {
            control().moveAllMessages(from, to, heard);
        } else {
            control().moveMessages(from, seqs, to, heard);
        }
        vhost.run();
        return heard;
    }

    private MessagesHandled move(String from, String to, long... seqs) {
        return done(beginMove(from, to, seqs));
    }

    private List<BrowsedMessage> browse(String queue) {
        List<BrowsedMessages> seen = new ArrayList<>();
        vhost.loop().reader().browse(queue, 0, 1_000, seen::add);
        vhost.run();
        while (seen.isEmpty() && vhost.store().answer()) {
            vhost.run();
        }
        return seen.get(0).messages();
    }

    private List<String> bodies(String queue) {
        return browse(queue).stream().map(one -> TestEvents.body(one.message())).toList();
    }

    private static FieldTable argument(String name, int value) {
        return FieldTable.builder().put(name, value).build();
    }

    @Test
    void chosenMessagesAreDeletedAndNotDeadLettered() {
        vhost.channel()
                .declareDurable(
                        "q",
                        FieldTable.builder()
                                .put("x-dead-letter-exchange", "")
                                .put("x-dead-letter-routing-key", "dead")
                                .build())
                .declare("dead");
        messages.publish("", "q", 1, 10, true);
        HeardMessages heard = new HeardMessages();
        control().deleteMessages("q", new long[] {3, 5, 5, 99}, heard);
        vhost.run();
        assertThat(heard.isHeard()).as("before it is durable").isFalse();

        assertThat(done(heard)).isEqualTo(new MessagesHandled(2, End.COMPLETE));
        assertThat(bodies("q")).containsExactly("m1", "m2", "m4", "m6", "m7", "m8", "m9", "m10");
        assertThat(vhost.queue("dead").readyCount()).isZero();
        restart();
        assertThat(bodies("q")).containsExactly("m1", "m2", "m4", "m6", "m7", "m8", "m9", "m10");
        assertThat(delete("q", 4, 10).count()).isEqualTo(2);
        assertThat(messages.drain("q", 6)).containsExactly("m1", "m2", "m6", "m7", "m8", "m9");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatIsUnackedIsNotDeletedOrMoved() {
        TestChannel reader = vhost.channel().declare("q").declare("other");
        messages.publish("", "q", 1, 3, false);
        reader.get("q");
        assertThat(delete("q", 1).count()).isZero();
        assertThat(move("q", "other", 1, 2).count()).isEqualTo(1);
        reader.nack(1, false, true);
        assertThat(bodies("q")).containsExactly("m1", "m3");
        assertThat(bodies("other")).containsExactly("m2");
    }

    @Test
    void whoWaitsForADeletedHeadGetsTheNext() {
        vhost.channel().declareDurable("q");
        messages.publish("", "q", 1, 2, true);
        restart();
        TestChannel waiting = vhost.channel().get("q");
        assertThat(waiting.events()).isEmpty();
        assertThat(delete("q", 1, 2).count()).isEqualTo(2);
        assertThat(waiting.events()).containsExactly("get-empty");
    }

    @Test
    void manyAreDeletedInSlices() {
        vhost.channel().declareDurable("q");
        messages.publishDurably("", "q", 1, 3_000, true);
        messages.settle();
        HeardMessages heard = new HeardMessages();
        control().deleteMessages("q", LongStream.rangeClosed(1, 2_990).toArray(), heard);
        vhost.executor().step();
        assertThat(vhost.queue("q").readyCount()).isBetween(2_000, 2_999);
        assertThat(done(heard)).isEqualTo(new MessagesHandled(2_990, End.COMPLETE));
        assertThat(messages.drain("q", 10)).isEqualTo(NumberedMessages.bodies(2_991, 3_000));
    }

    @Test
    void aMoveKeepsTheMessageAndIsOneUnitOfTheJournal() {
        vhost.channel().declareDurable("q").declareDurable("other");
        vhost.channel().publish(TestMessage.to("amq.fanout", "key", "lost").persistent());
        vhost.channel().bind("amq.fanout", "q", "");
        vhost.channel()
                .publish(TestMessage.to("amq.fanout", "key", "kept")
                        .persistent()
                        .expiration("60000")
                        .correlationId("id"));
        long published = vhost.executor().nowMillis();
        BrowsedMessage before = browse("q").get(0);
        vhost.advance(1_000);
        vhost.sync();
        int units = vhost.journal().unitEnds().size();

        assertThat(move("q", "other", 1)).isEqualTo(new MessagesHandled(1, End.COMPLETE));

        List<List<JournalRecord>> made = vhost.journal().units();
        assertThat(made.subList(units, made.size())).hasSize(1);
        assertThat(made.get(units)).hasSize(2);
        for (int i = 0; i < 2; i++) {
            BrowsedMessage after = browse("other").get(0);
            assertThat(after.publishedAtMillis()).isEqualTo(published);
            assertThat(after.deadlineMillis()).isEqualTo(published + 60_000);
            assertThat(after.message().exchange()).isEqualTo("amq.fanout");
            assertThat(after.message().routingKey()).isEqualTo("key");
            assertThat(after.message().properties()).isEqualTo(before.message().properties());
            assertThat(TestEvents.body(after.message())).isEqualTo("kept");
            assertThat(after.redelivered()).isFalse();
            assertThat(vhost.queue("q").readyCount()).isZero();
            restart();
        }
    }

    @Test
    void whereverThePowerIsCutAMessageIsInOneOfTheQueues() {
        for (int cut = 0; cut <= 40; cut++) {
            vhost = new TestVhost();
            messages = new NumberedMessages(vhost);
            vhost.channel().declareDurable("q").declareDurable("other");
            messages.publishDurably("", "q", 1, 20, true);
            vhost.sync();
            long before = vhost.journal().durablePosition();
            beginMove("q", "other");
            vhost.journal().durable(before + cut);
            cutPower();
            List<String> there = new ArrayList<>(bodies("q"));
            there.addAll(bodies("other"));
            assertThat(there)
                    .as("after %d records", cut)
                    .containsExactlyInAnyOrderElementsOf(NumberedMessages.bodies(1, 20));
            assertThat(vhost.queue("other").readyCount()).isEqualTo(cut / 2);
        }
    }

    @Test
    void allIsMovedPageByPageFromTheDisk() {
        vhost.channel().declareDurable("q").declareDurable("other");
        messages.publishDurably("", "q", 1, 3_000, true);
        messages.settle();
        restart();

        HeardMessages heard = beginMove("q", "other");
        assertThat(vhost.store().nextPageSize()).isEqualTo(256);
        assertThat(vhost.held()).isZero();
        assertThat(done(heard)).isEqualTo(new MessagesHandled(3_000, End.COMPLETE));
        assertThat(vhost.queue("q").readyCount()).isZero();
        restart();
        assertThat(messages.drain("other", 3_000)).isEqualTo(NumberedMessages.bodies(1, 3_000));
    }

    @Test
    void whatWasPagedOutIsMovedAndForgotten() {
        vhost.channel().declare("q").declare("other");
        for (int from = 1; from <= 3_000; from += 500) {
            messages.publish("", "q", from, from + 499, false);
            messages.settle();
        }
        assertThat(vhost.store().pagedOut()).isGreaterThan(1_000);
        HeardMessages heard = beginMove("q", "other");
        for (int i = 0; i < 100 && !heard.isHeard(); i++) {
            messages.settle();
            vhost.advance(100); // memory may be full for a moment
        }
        assertThat(heard.done).isEqualTo(new MessagesHandled(3_000, End.COMPLETE));
        assertThat(messages.drain("other", 3_000)).isEqualTo(NumberedMessages.bodies(1, 3_000));
        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatTheJournalKeptLivesInMemoryOnlyInATransientQueue() {
        vhost.channel().declareDurable("q").declare("other");
        messages.publish("", "q", 1, 3, true);
        assertThat(move("q", "other", 1, 3).count()).isEqualTo(2);
        assertThat(bodies("other")).containsExactly("m1", "m3");
        restart();
        assertThat(bodies("q")).containsExactly("m2");
        assertThat(vhost.queue("other")).isNull();
    }

    @Test
    void whatWasInMemoryOnlyIsKeptByADurableQueue() {
        vhost.channel().declare("q").declareDurable("other");
        messages.publish("", "q", 1, 2, true);
        assertThat(move("q", "other").count()).isEqualTo(2);
        restart();
        assertThat(bodies("other")).containsExactly("m1", "m2");
    }

    @Test
    void aConsumerOfTheDestinationGetsWhatIsMoved() {
        vhost.channel().declare("q").declare("other");
        messages.publish("", "q", 1, 600, false);
        TestChannel consumer = vhost.channel().consumeNoAck("other", "c").forget();
        move("q", "other");
        assertThat(consumer.events()).hasSize(600).startsWith("deliver c 1 m1");
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatIsTooMuchForTheDestinationStays() {
        for (String overflow : List.of("drop-head", "reject-publish")) {
            FieldTable rules = FieldTable.builder()
                    .put("x-max-length", 5)
                    .put("x-overflow", overflow)
                    .build();
            vhost.channel().declareDurable("q", NOTHING).declareDurable(overflow, rules);
            messages.publish("", "q", 1, 8, true);
            assertThat(move("q", overflow)).isEqualTo(new MessagesHandled(5, End.DESTINATION_FULL));
            assertThat(bodies(overflow)).isEqualTo(NumberedMessages.bodies(1, 5));
            assertThat(bodies("q")).isEqualTo(NumberedMessages.bodies(6, 8));
            vhost.channel().purge("q");
        }
    }

    @Test
    void itPausesWhileThereIsNoRoomForPublishes() {
        vhost.channel().declareDurable("q").declareDurable("other");
        messages.publish("", "q", 1, 10, true);
        vhost.sync();
        vhost.journal().room(false);
        HeardMessages heard = beginMove("q", "other");
        vhost.advance(100);
        assertThat(vhost.queue("other").readyCount()).isZero();
        assertThat(heard.isHeard()).isFalse();
        vhost.journal().room(true);
        vhost.advance(100);
        assertThat(done(heard)).isEqualTo(new MessagesHandled(10, End.COMPLETE));
    }

    @Test
    void itSaysWhatItHadMovedWhenAQueueGoes() {
        for (String gone : List.of("q", "other")) {
            vhost.channel().declareDurable("q").declareDurable("other");
            messages.publishDurably("", "q", 1, 1_000, true);
            messages.settle();
            restart();
            HeardMessages heard = beginMove("q", "other");
            vhost.store().answer(100);
            vhost.run();
            vhost.channel().delete(gone);
            assertThat(done(heard))
                    .isEqualTo(new MessagesHandled(100, gone.equals("q") ? End.QUEUE_GONE : End.DESTINATION_GONE));
            vhost.channel().delete("q").delete("other");
            vhost.sync();
        }
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aMoveOfAllEndsThoughMessagesComeBack() {
        vhost.channel()
                .declare("q")
                .declare(
                        "other",
                        FieldTable.builder()
                                .put("x-dead-letter-exchange", "")
                                .put("x-dead-letter-routing-key", "q")
                                .put("x-message-ttl", 0)
                                .build());
        messages.publish("", "q", 1, 300, false);
        assertThat(move("q", "other")).isEqualTo(new MessagesHandled(300, End.COMPLETE));
        assertThat(vhost.queue("q").readyCount() + vhost.queue("other").readyCount())
                .isEqualTo(300);
    }

    @Test
    void timeToLiveInTheDestinationEndsForNoneBeforeItsTime() {
        vhost.channel().declareDurable("q").declareDurable("other", argument("x-message-ttl", 1_000));
        messages.publish("", "q", 1, 10, true);
        vhost.advance(900);
        messages.publish("", "other", 11, 20, true);
        vhost.advance(50);
        move("q", "other");
        assertThat(browse("other"))
                .extracting(BrowsedMessage::publishedAtMillis)
                .isSorted();
        restart();
        vhost.advance(800);
        messages.settle();
        assertThat(vhost.queue("other").readyCount()).isEqualTo(20);
        vhost.advance(200);
        messages.settle();
        assertThat(vhost.queue("other").readyCount()).isZero();
    }

    @Test
    void messagesThatAreTakenOneByOneInAnyOrderAreAllMoved() {
        vhost.channel().declareDurable("q").declareDurable("other");
        messages.publishDurably("", "q", 1, 100, true);
        restart();
        long[] seqs = LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray();
        HeardMessages heard = beginMove("q", "other", seqs);
        while (vhost.store().answer(7)) {
            vhost.run();
        }
        assertThat(done(heard).count()).isEqualTo(100);
        List<String> backwards = new ArrayList<>(NumberedMessages.bodies(1, 100));
        Collections.reverse(backwards);
        assertThat(bodies("other")).isEqualTo(backwards);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        vhost.channel().declare("q").declareExclusive("mine");
        assertThat(refused("q", "q")).isEqualTo(Reason.INVALID);
        assertThat(refused("q", "none")).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused("none", "q")).isEqualTo(Reason.NOT_FOUND);
        assertThat(refused("q", "mine")).isEqualTo(Reason.INVALID);
        assertThat(refused("mine", "q")).isEqualTo(Reason.INVALID);
        HeardMessages heard = new HeardMessages();
        long[] many = new long[10_001];
        Arrays.setAll(many, i -> i);
        control().deleteMessages("q", many, heard);
        vhost.run();
        assertThat(heard.refused.reason()).isEqualTo(Reason.INVALID);
    }

    private Reason refused(String from, String to) {
        return beginMove(from, to, 1).refused.reason();
    }
}
