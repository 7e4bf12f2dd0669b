package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.queue.QueueContents;
import io.leveret.core.view.BrowsedMessage;
import io.leveret.core.view.BrowsedMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ready messages are looked at, and nobody notices. */
class BrowseTest {
    private static final long MEMORY = 200_000;
    private static final long PLENTY = 1L << 40;

    private final TestVhost vhost = new TestVhost(new VirtualHostLimits(MEMORY, MEMORY));
    private final NumberedMessages messages = new NumberedMessages(vhost);
    private final List<BrowsedMessages> answers = new ArrayList<>();

    private void ask(TestVhost of, String queue, long from, int count) {
        answers.clear();
        of.loop().reader().browse(queue, from, count, answers::add);
        of.run();
    }

    private BrowsedMessages browse(TestVhost of, String queue, long from, int count) {
        ask(of, queue, from, count);
        while (answers.isEmpty() && of.store().answer()) {
            of.run();
        }
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private BrowsedMessages browse(long from, int count) {
        return browse(vhost, "q", from, count);
    }

    private static List<String> bodies(BrowsedMessages browsed) {
        return browsed.messages().stream()
                .map(one -> TestEvents.body(one.message()))
                .toList();
    }

    @Test
    void whatIsReadyIsSeenInTheOrderOfItsDelivery() {
        vhost.channel().declare("q");
        messages.publish("", "q", 1, 300, false);

        BrowsedMessages browsed = browse(250, 20);
        assertThat(bodies(browsed)).isEqualTo(NumberedMessages.bodies(251, 270));
        assertThat(browsed.messages()).extracting(BrowsedMessage::position).startsWith(250L, 251L);
        assertThat(browsed.total()).isEqualTo(300);
        assertThat(browsed.cutShort()).isFalse();
        assertThat(bodies(browse(295, 20))).isEqualTo(NumberedMessages.bodies(296, 300));
        assertThat(bodies(browse(300, 20))).isEmpty();
        assertThat(bodies(browse(0, 0))).isEmpty();
        assertThat(bodies(browse(0, 100_000))).hasSize(300);
    }

    @Test
    void highPrioritiesComeFirst() {
        TestChannel channel = vhost.channel()
                .declare("q", FieldTable.builder().put("x-max-priority", 3).build());
        for (int i = 0; i < 8; i++) {
            channel.publish(TestMessage.to("", "q", "m" + i).priority(i % 4));
        }

        assertThat(bodies(browse(0, 100))).containsExactly("m3", "m7", "m2", "m6", "m1", "m5", "m0", "m4");
        assertThat(bodies(browse(3, 3))).containsExactly("m6", "m1", "m5");
    }

    @Test
    void aQueueThatIsNotThereIsNone() {
        vhost.loop().reader().browse("none", 0, 10, answers::add);
        vhost.run();
        assertThat(answers).containsExactly((BrowsedMessages) null);
    }

    @Test
    void whatIsSeenOfAMessageIsWhatItsConsumerWouldSee() {
        TestChannel channel = vhost.channel()
                .declare("q", FieldTable.builder().put("x-message-ttl", 5_000).build());
        channel.publish(TestMessage.to("", "q", "first").header("BCC", "secret").expiration("60000"));
        channel.publish(TestMessage.to("", "q", "second").expiration("1000"));
        channel.get("q").nack(1, false, true);
        long now = vhost.executor().nowMillis();

        List<BrowsedMessage> seen = browse(0, 10).messages();
        assertThat(seen.get(0).redelivered()).isTrue();
        assertThat(seen.get(0).deliveryCount()).isEqualTo(1);
        assertThat(new String(seen.get(0).message().properties(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(seen).extracting(BrowsedMessage::deadlineMillis).containsExactly(now + 5_000, now + 1_000);
        assertThat(seen.get(1).redelivered()).isFalse();
        assertThat(seen.get(1).deliveryCount()).isZero();
        assertThat(seen.get(1).publishedAtMillis()).isEqualTo(now);
    }

    @Test
    void whatIsOnDiskIsReadAndStaysThere() {
        vhost.channel().declareDurable("q");
        messages.publishDurably("", "q", 1, 5_000, true);
        messages.settle();
        long held = vhost.held();
        int stretches = QueueContents.stretches(vhost.queue("q"));
        int records = vhost.journal().records().size();

        assertThat(bodies(browse(3_000, 700))).isEqualTo(NumberedMessages.bodies(3_001, 3_700));
        assertThat(bodies(browse(200, 300))).isEqualTo(NumberedMessages.bodies(201, 500));
        assertThat(vhost.held()).isEqualTo(held);
        assertThat(QueueContents.stretches(vhost.queue("q"))).isEqualTo(stretches);
        assertThat(vhost.journal().records()).hasSize(records);
        assertThat(messages.drain("q", 5_000)).isEqualTo(NumberedMessages.bodies(1, 5_000));
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatWasPagedOutIsReadAndStaysThere() {
        vhost.channel().declare("q");
        for (int from = 1; from <= 4_000; from += 500) {
            messages.publish("", "q", from, from + 499, false);
            messages.settle();
        }
        int pagedOut = vhost.store().pagedOut();
        assertThat(pagedOut).isGreaterThan(2_000);

        assertThat(bodies(browse(3_000, 500))).isEqualTo(NumberedMessages.bodies(3_001, 3_500));
        assertThat(vhost.store().pagedOut()).isEqualTo(pagedOut);
        assertThat(messages.drain("q", 4_000)).isEqualTo(NumberedMessages.bodies(1, 4_000));
        assertThat(vhost.store().pagedOut()).isZero();
    }

    @Test
    void whatIsOctetsStaysOctets() {
        vhost.vhost().ledger().limit(PLENTY, PLENTY, 10_000);
        vhost.channel().declare("q");
        messages.publishDurably("", "q", 1, 5_000, false);
        int kept = vhost.memory().kept();
        assertThat(kept).isGreaterThan(10);
        long held = vhost.held();

        assertThat(bodies(browse(2_000, 1_000))).isEqualTo(NumberedMessages.bodies(2_001, 3_000));
        assertThat(vhost.memory().kept()).isEqualTo(kept);
        assertThat(vhost.held()).isEqualTo(held);
    }

    @Test
    void whatARestartKnowsOfDeliveriesIsSeenAndKept() {
        vhost.channel().declareDurable("q");
        messages.publish("", "q", 1, 10, true);
        TestChannel reader = vhost.channel();
        for (int i = 0; i < 3; i++) {
            reader.get("q");
        }
        reader.nack(3, false, true)
                .nack(2, false, true)
                .get("q")
                .nack(4, false, true)
                .sync();
        TestVhost again = vhost.crashAndRecover();

        for (int i = 0; i < 2; i++) { // looking once more shows the same
            List<BrowsedMessage> seen = browse(again, "q", 0, 4).messages();
            assertThat(seen).extracting(BrowsedMessage::redelivered).containsExactly(true, true, true, false);
            assertThat(seen).extracting(BrowsedMessage::deliveryCount).containsExactly(0, 2, 1, 0);
        }
        TestChannel later = again.channel().get("q");
        again.store().answer();
        again.run();
        assertThat(later.events()).containsExactly("get-ok 1 m1 left=9 redelivered");
    }

    private static Message large(String queue, int octets) {
        byte[][] chunks = new byte[octets / Body.CHUNK][Body.CHUNK];
        byte[] properties = TestMessage.to("", queue, "").build().properties();
        return new Message("", queue, properties, Body.of(chunks), 0);
    }

    @Test
    void octetsOfAnAnswerAreBounded() {
        TestVhost roomy = new TestVhost();
        TestChannel channel = roomy.channel().declare("q").declare("large");
        for (int i = 0; i < 20; i++) {
            channel.publish(large("q", 1 << 20), false);
        }
        BrowsedMessages browsed = browse(roomy, "q", 0, 20);
        assertThat(browsed.messages()).hasSize(7);
        assertThat(browsed.cutShort()).isTrue();
        assertThat(browse(roomy, "q", 14, 20).messages()).hasSize(6);
        assertThat(browse(roomy, "q", 14, 20).cutShort()).isFalse();
        channel.publish(large("large", 9 << 20), false);
        assertThat(browse(roomy, "large", 0, 20).messages()).hasSize(1);
    }

    @Test
    void aQueueThatGoesMeanwhileGivesWhatWasFound() {
        vhost.channel().declareDurable("q");
        messages.publishDurably("", "q", 1, 3_000, true);
        messages.settle();
        for (String end : List.of("purge", "delete")) {
            ask(vhost, "q", 200, 900);
            assertThat(answers).isEmpty();
            vhost.store().answer();
            vhost.run();
            TestChannel channel = vhost.channel();
            if (end.equals("purge")) {
                channel.purge("q");
            } else {
                channel.delete("q");
            }
            while (vhost.store().answer()) {
                vhost.run();
            }
            assertThat(answers).hasSize(1);
            assertThat(bodies(answers.get(0)))
                    .isEqualTo(NumberedMessages.bodies(
                            201, 200 + answers.get(0).messages().size()));
            assertThat(answers.get(0).messages()).hasSizeBetween(56, 899);
            messages.publishDurably("", "q", 1, 3_000, true);
            messages.settle();
        }
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatLeavesBeforeItIsReadIsLeftOut() {
        vhost.channel().declareDurable("q");
        messages.publishDurably("", "q", 1, 600, true);
        TestVhost again = vhost.crashAndRecover();
        ask(again, "q", 0, 3);
        again.loop().control().deleteMessages("q", new long[] {2}, new HeardMessages());
        again.run();
        again.store().answer();
        again.run();
        assertThat(bodies(answers.get(0))).containsExactly("m1", "m3", "m4");
    }

    @Test
    void whatCanNotBeReadIsLeftOutAndStays() {
        vhost.channel().declareDurable("q");
        messages.publishDurably("", "q", 1, 5, true);
        TestVhost again = vhost.crashAndRecover();
        again.store().unreadable(again.queue("q").settings().id(), 2);
        BrowsedMessages browsed = browse(again, "q", 0, 5);
        assertThat(bodies(browsed)).containsExactly("m1", "m3", "m4", "m5");
        assertThat(browsed.messages()).extracting(BrowsedMessage::position).containsExactly(0L, 2L, 3L, 4L);
        assertThat(again.queue("q").readyCount()).isEqualTo(5);
    }

    @Test
    void whoLooksIsAnsweredOnceWhenTheVirtualHostEnds() {
        vhost.channel().declareDurable("q");
        messages.publishDurably("", "q", 1, 3_000, true);
        messages.settle();
        ask(vhost, "q", 200, 900);
        assertThat(answers).as("waits for the disk").isEmpty();

        vhost.loop().control().end(new AmqpException(ReplyCode.CONNECTION_FORCED, "deleted"), () -> {});
        vhost.run();
        assertThat(answers).hasSize(1);
        while (vhost.store().answer()) {
            vhost.run();
        }
        assertThat(answers).as("the disk is late").hasSize(1);
    }
}
