package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ready messages that wait behind many others are octets until they are wanted. */
class CompactTest {
    private static final long FEW = 100_000;
    private static final long PLENTY = 1L << 40;

    private final TestVhost vhost = new TestVhost();
    private final NumberedMessages messages = new NumberedMessages(vhost);

    @BeforeEach
    void littleIsMuch() {
        vhost.vhost().ledger().limit(PLENTY, PLENTY, FEW);
        vhost.channel().declareDurable("q");
    }

    @Test
    void transientMessagesComeBackInOrder() {
        messages.publishDurably("", "q", 1, 10_000, false);

        assertThat(vhost.memory().kept()).isGreaterThan(20);
        assertThat(vhost.held()).isLessThan(10_000 * 60 + 3 * FEW);
        assertThat(messages.drain("q", 10_000)).isEqualTo(NumberedMessages.bodies(1, 10_000));
        assertThat(vhost.held()).isZero();
        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void persistentMessagesComeBackInOrderAndAreSettledInTheJournal() {
        messages.publishDurably("", "q", 1, 5_000, true);

        assertThat(vhost.memory().kept()).isGreaterThan(10);
        assertThat(messages.drain("q", 5_000)).isEqualTo(NumberedMessages.bodies(1, 5_000));
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.crashAndRecover().queue("q").readyCount()).isZero();
    }

    @Test
    void whatIsNotDurableStaysAnObject() {
        vhost.journal().room(true);
        TestChannel publisher = vhost.channel();
        for (int i = 1; i <= 5_000; i++) {
            publisher.publish(TestMessage.to("", "q", "m" + i).persistent());
        }

        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void whatCameBackBeforeItWasDurableStaysAnObjectUntilItIs() {
        vhost.sync();
        messages.publish("", "q", 1, 3_000, true);
        TestChannel reader = vhost.channel().consume("q", "c").cancel("c");
        assertThat(vhost.queue("q").readyCount()).isZero();
        reader.nack(0, true, true);
        messages.publish("", "q", 3_001, 3_256, true);
        assertThat(vhost.memory().kept()).isZero();

        messages.publishDurably("", "q", 3_257, 3_600, true);
        assertThat(vhost.memory().kept()).isGreaterThan(8);
        assertThat(messages.get("q", 3_600)).isEqualTo(NumberedMessages.bodies(1, 3_600));
    }

    @Test
    void whereThereIsNoRoomItGoesOnWhenThereIs() {
        vhost.memory().room(5);
        messages.publishDurably("", "q", 1, 5_000, false);
        assertThat(vhost.memory().kept()).isEqualTo(5);

        assertThat(messages.get("q", 2_000)).isEqualTo(NumberedMessages.bodies(1, 2_000));
        assertThat(vhost.memory().kept()).isZero();
        messages.publishDurably("", "q", 5_001, 5_300, false);
        assertThat(vhost.memory().kept()).isEqualTo(5);
        assertThat(messages.drain("q", 3_300)).isEqualTo(NumberedMessages.bodies(2_001, 5_300));
    }

    @Test
    void theFirstMessagesAreNotTouched() {
        messages.publishDurably("", "q", 1, 512, false);

        assertThat(vhost.held()).isGreaterThan(FEW);
        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void aPurgeAndADeletionFreeThem() {
        messages.publishDurably("", "q", 1, 5_000, false);
        vhost.channel().purge("q");
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.held()).isZero();

        messages.publishDurably("", "q", 1, 5_000, false);
        vhost.channel().delete("q");
        assertThat(vhost.memory().everKept()).isGreaterThan(20);
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatMemoryIsTooShortForGoesToTheDisk() {
        messages.publishDurably("", "q", 1, 5_000, true);
        int before = vhost.memory().kept();
        vhost.vhost().ledger().limit(PLENTY, FEW, FEW);
        messages.publishDurably("", "q", 5_001, 5_400, true);
        messages.settle();

        assertThat(before).isPositive();
        assertThat(vhost.memory().kept()).isLessThan(before);
        assertThat(vhost.held()).isLessThan(2 * FEW);
        vhost.vhost().ledger().limit(PLENTY, PLENTY, PLENTY);
    }

    @Test
    void aMessageThatSeveralQueuesHaveStaysOneObject() {
        vhost.channel().declareDurable("other").bind("amq.fanout", "q", "").bind("amq.fanout", "other", "");
        messages.publishDurably("amq.fanout", "", 1, 3_000, false);

        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void aMessageWithAMomentOfItsOwnStaysAnObjectWithItsNeighbours() {
        messages.publishDurably("", "q", 1, 1_000, false);
        vhost.channel().publish(TestMessage.to("", "q", "m1001").expiration("60000"));
        messages.publishDurably("", "q", 1_002, 3_000, false);

        assertThat(vhost.memory().kept()).isEqualTo(3_000 / 256 - 512 / 256 - 1);
        vhost.advance(60_000);
        assertThat(vhost.queue("q").readyCount()).isEqualTo(2_999);
    }

    @Test
    void ofTwoQueuesWithMoreThanATurnsWorkNoneWaitsForTheOther() {
        vhost.channel().declareDurable("p");
        vhost.sync();
        vhost.vhost().ledger().limit(PLENTY, PLENTY, PLENTY);
        messages.publish("", "q", 1, 20_000, false);
        messages.publish("", "p", 1, 20_000, false);
        vhost.vhost().ledger().limit(PLENTY, PLENTY, FEW);
        vhost.vhost().ports().early(vhost.queue("q"));
        vhost.vhost().ports().early(vhost.queue("p"));
        vhost.loop().scheduleTurn();
        vhost.executor().step();
        vhost.executor().step();
        assertThat(vhost.memory().kept()).isEqualTo(2 * 4_096 / 256);

        assertThat(messages.get("p", 20_000)).isEqualTo(NumberedMessages.bodies(1, 20_000));
        assertThat(vhost.memory().kept()).as("of the other").isEqualTo(20_000 / 256 + 1 - 2);
    }

    @Test
    void whatNeedsNoDiskDoesNotWaitForIt() {
        vhost.channel().declareDurable("p");
        vhost.sync();
        vhost.vhost().ledger().limit(PLENTY, PLENTY, PLENTY);
        TestMessage large = TestMessage.to("", "q", "x".repeat(60_000));
        for (int i = 0; i < 1_000; i++) {
            vhost.channel().publish(large);
        }
        messages.publishDurably("", "p", 1, 3_000, true);
        long before = vhost.held();
        vhost.vhost().ledger().limit(PLENTY, FEW, PLENTY);
        messages.publish("", "q", 1, 1, false);

        assertThat(vhost.store().waiting()).isLessThan(100);
        assertThat(before - vhost.held()).as("octets of p").isGreaterThan(2_500 * 200);
        messages.settle();
        assertThat(vhost.held()).isLessThan(2 * FEW);
        assertThat(messages.get("q", 1_000)).hasSize(1_000);
    }

    @Test
    void theOldestIsDroppedWhenThereAreTooMany() {
        vhost.channel()
                .declare(
                        "short", FieldTable.builder().put("x-max-length", 3_000).build());
        messages.publishDurably("", "short", 1, 9_000, false);

        assertThat(vhost.memory().everKept()).isPositive();
        assertThat(messages.drain("short", 3_000)).isEqualTo(NumberedMessages.bodies(6_001, 9_000));
        assertThat(vhost.memory().kept()).isZero();
    }

    @Test
    void whatTheDiskHasNoRoomForStaysOctets() {
        messages.publishDurably("", "q", 1, 10_000, false);
        int kept = vhost.memory().kept();
        long held = vhost.held();
        vhost.store().full(true);
        vhost.vhost().ledger().limit(PLENTY, FEW, FEW);
        vhost.loop().scheduleTurn();
        for (int second = 0; second < 5; second++) {
            vhost.advance(1_000);
            assertThat(vhost.store().answer()).as("it is tried").isTrue();
            messages.settle();
        }

        assertThat(vhost.memory().kept()).isEqualTo(kept);
        assertThat(vhost.held()).isLessThanOrEqualTo(held);
        vhost.store().full(false);
        vhost.advance(1_000);
        messages.settle();
        assertThat(vhost.held()).isLessThan(FEW);
        assertThat(messages.drain("q", 10_000)).isEqualTo(NumberedMessages.bodies(1, 10_000));
        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.memory().kept()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aDeliveryWhileTheyAreWrittenTakesThemFromMemory() {
        messages.publishDurably("", "q", 1, 3_000, false);
        vhost.vhost().ledger().limit(PLENTY, FEW / 2, FEW);
        messages.publish("", "q", 3_001, 3_001, false);
        assertThat(vhost.store().waiting()).isGreaterThan(3);
        assertThat(messages.get("q", 3_000)).isEqualTo(NumberedMessages.bodies(1, 3_000));
        messages.settle();

        assertThat(messages.get("q", 1)).isEqualTo(NumberedMessages.bodies(3_001, 3_001));
        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void moreThanOneTurnsWorkIsDoneInTheNextTurns() {
        vhost.sync();
        vhost.vhost().ledger().limit(PLENTY, PLENTY, PLENTY);
        messages.publish("", "q", 1, 20_000, false);
        vhost.vhost().ledger().limit(PLENTY, PLENTY, FEW);
        messages.publish("", "q", 20_001, 20_224, false); // with the last of them 256 have come once more

        assertThat(vhost.memory().kept()).isGreaterThan((20_000 - 1_024) / 256 - 1);
    }

    @Test
    void theyAreNotWrittenFasterThanTheDiskTakesThem() {
        vhost.sync();
        TestMessage large = TestMessage.to("", "q", "x".repeat(60_000));
        for (int i = 0; i < 1_000; i++) {
            vhost.channel().publish(large);
        }
        vhost.vhost().ledger().limit(PLENTY, FEW, FEW);
        messages.publish("", "q", 1, 1, false);
        assertThat(vhost.store().waiting()).as("pages of 180,000 octets").isEqualTo(1 + (16 << 20) / 180_600);
        messages.settle();

        assertThat(vhost.held()).isLessThan(2 * FEW);
    }
}
