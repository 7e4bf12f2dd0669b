package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.FieldTable;
import org.junit.jupiter.api.Test;

/** Ready messages leave memory when it is short, and come back for who wants them. */
class PageOutTest {
    private static final long MEMORY = 200_000;
    private static final long MARK = 150_000;

    private final TestVhost vhost = new TestVhost(new VirtualHostLimits(MEMORY, MEMORY));
    private final NumberedMessages messages = new NumberedMessages(vhost);

    @Test
    void whatTheJournalMadeDurableLeavesMemoryAndComesBackInOrder() {
        vhost.channel().declareDurable("q");
        messages.publish("", "q", 1, 5_000, true);
        assertThat(vhost.queue("q").readyCount()).isLessThan(5_000); // publishing waits for the journal
        for (int i = 0; i < 20; i++) {
            messages.settle();
        }

        assertThat(vhost.queue("q").readyCount()).isEqualTo(5_000);
        assertThat(vhost.held()).isLessThan(MARK);
        assertThat(vhost.store().waiting()).isZero();
        assertThat(messages.drain("q", 5_000)).isEqualTo(NumberedMessages.bodies(1, 5_000));
        assertThat(vhost.held()).isZero();
    }

    @Test
    void theFirstMessagesStayInMemoryAsLongAsThereAreOthers() {
        vhost.channel().declareDurable("q");
        messages.publish("", "q", 1, 700, true);
        messages.settle();

        assertThat(vhost.held()).isLessThan(MARK);
        TestChannel reader = vhost.channel();
        for (int i = 1; i <= 200; i++) {
            assertThat(reader.get("q", true).events()).containsExactly("get-ok " + i + " m" + i + " left=" + (700 - i));
        }
    }

    @Test
    void whatComesBehindPackedMessagesLeavesMemoryThoughThereIsRoom() {
        vhost.channel().declareDurable("q");
        messages.publish("", "q", 1, 1_500, true);
        messages.settle();
        vhost.vhost().budget().resize(new VirtualHostLimits(100 * MEMORY, MEMORY));
        long before = vhost.held();
        for (int i = 1_501; i <= 2_100; i += 50) {
            messages.publish("", "q", i, i + 49, true);
            messages.settle();
        }

        assertThat(vhost.held() - before)
                .as("octets of 600 messages, of which 306 may wait for neighbours and the journal")
                .isLessThan(80_000);
        assertThat(messages.drain("q", 2_100)).isEqualTo(NumberedMessages.bodies(1, 2_100));
    }

    @Test
    void aGetIsAnsweredThoughUnackedMessagesTakeUpAllMemory() {
        vhost.channel().declareDurable("q");
        messages.publish("", "q", 1, 1_500, true);
        messages.settle();
        TestChannel reader = vhost.channel();
        for (int i = 1; i <= 1_500; i++) {
            reader.get("q", false);
            messages.settle();
            assertThat(reader.events()).containsExactly("get-ok " + i + " m" + i + " left=" + (1_500 - i));
        }
        assertThat(vhost.held()).isGreaterThan(MEMORY);
    }

    @Test
    void aConsumerThatAcksNothingHoldsNoMoreThanMemoryAndGoesOnWithItsAcks() {
        vhost.channel().declareDurable("q");
        for (int from = 1; from <= 5_000; from += 500) {
            messages.publish("", "q", from, from + 499, true);
            messages.settle();
        }
        TestChannel reader = vhost.channel().consume("q", "c");
        for (int i = 0; i < 100; i++) {
            messages.settle();
            vhost.advance(100);
        }
        int unacked = vhost.queue("q").lengths().unacked();
        assertThat(vhost.held()).as("octets held").isLessThan(MEMORY + MEMORY / 4);
        assertThat(unacked).isBetween(100, 2_000);
        reader.events();
        for (int i = 0; i < 200 && vhost.queue("q").readyCount() > 0; i++) {
            reader.ack(0, true);
            vhost.advance(100);
            messages.settle();
        }
        assertThat(vhost.queue("q").readyCount()).isZero();
    }

    @Test
    void whatCouldNotBeWrittenOutIsTriedAgain() {
        vhost.channel().declare("q");
        vhost.store().full(true);
        messages.publish("", "q", 1, 3_000, false);
        messages.settle();
        assertThat(vhost.queue("q").readyCount()).isLessThan(3_000); // publishing waits
        vhost.store().full(false);
        for (int i = 0; i < 20; i++) {
            vhost.advance(1_000);
            messages.settle();
        }
        assertThat(vhost.queue("q").readyCount()).isEqualTo(3_000);
    }

    @Test
    void whatNoJournalKeepsIsWrittenFirstAndForgottenWhenItIsGone() {
        vhost.channel().declare("q");
        messages.publish("", "q", 1, 3_000, false);
        assertThat(vhost.held()).isGreaterThan(MARK);
        messages.settle();

        assertThat(vhost.queue("q").readyCount()).isEqualTo(3_000);
        assertThat(vhost.held()).isLessThan(MARK);
        assertThat(vhost.store().pagedOut()).isPositive();
        assertThat(messages.drain("q", 3_000)).isEqualTo(NumberedMessages.bodies(1, 3_000));
        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void transientAndPersistentMessagesKeepTheirOrder() {
        vhost.channel().declareDurable("q");
        for (int i = 1; i <= 2_000; i++) {
            messages.publish("", "q", i, i, i % 3 > 0);
            messages.settle();
        }

        assertThat(vhost.held()).isLessThan(MARK);
        assertThat(messages.drain("q", 2_000)).isEqualTo(NumberedMessages.bodies(1, 2_000));
        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatLeftWhileItWasWrittenIsForgotten() {
        vhost.channel().declare("q");
        messages.publish("", "q", 1, 700, false);
        assertThat(vhost.store().waiting()).isPositive();
        TestChannel reader = vhost.channel();
        for (int i = 1; i <= 300; i++) {
            reader.get("q", true);
        }
        reader.forget();

        messages.settle();

        assertThat(messages.drain("q", 400)).isEqualTo(NumberedMessages.bodies(301, 700));
        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatCanNotBeWrittenStaysInMemory() {
        vhost.channel().declare("q");
        vhost.store().full(true);
        messages.publish("", "q", 1, 1_000, false);
        messages.settle();

        int taken = vhost.queue("q").readyCount();
        assertThat(taken).isLessThan(1_000);
        assertThat(vhost.held()).isGreaterThanOrEqualTo(MEMORY);
        assertThat(messages.drain("q", taken)).startsWith("m1", "m2", "m3");
    }

    @Test
    void aPurgeAndADeletionForgetWhatWasPagedOut() {
        vhost.channel().declare("q").declare("r");
        messages.publish("", "q", 1, 1_000, false);
        messages.settle();
        messages.publish("", "r", 1, 1_000, false);
        messages.settle();
        assertThat(vhost.store().pagedOut()).isPositive();

        assertThat(vhost.channel().purge("q").events()).containsExactly("purge-ok 1000");
        vhost.channel().delete("r");

        assertThat(vhost.store().pagedOut()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void whatCameBackIsNotPackedAsItsCountWouldBeLost() {
        vhost.channel()
                .declareDurable(
                        "q", FieldTable.builder().put("x-queue-type", "quorum").build());
        messages.publish("", "q", 1, 10, true);
        TestChannel reader = vhost.channel();
        reader.get("q").nack(1, false, true).forget();
        messages.publish("", "q", 11, 700, true);
        messages.settle();

        assertThat(vhost.held()).isLessThan(MARK);
        assertThat(reader.get("q").events()).containsExactly("get-ok 2 m1 left=699 redelivered");
    }

    @Test
    void tenThousandQueuesOfAFewLargeMessagesDoNotStopPublishing() {
        TestVhost small = new TestVhost(new VirtualHostLimits(8_000_000, MEMORY));
        TestChannel publisher = small.channel();
        String body = "x".repeat(1_000);
        for (int i = 0; i < 10_000; i++) {
            publisher.declareDurable("q" + i);
        }
        small.sync();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10_000; i++) {
                publisher.publishPersistent("", "q" + i, body + round);
                if (i % 500 == 0) {
                    small.sync();
                }
            }
            small.sync();
        }
        publisher.forget();

        assertThat(small.held()).isLessThan(6_000_000);
        for (int i = 0; i < 10_000; i += 999) {
            assertThat(small.queue("q" + i).readyCount()).isEqualTo(3);
            TestChannel reader = small.channel().consumeNoAck("q" + i, "c");
            while (small.store().answer()) {
                small.run();
            }
            assertThat(reader.events())
                    .endsWith("deliver c 1 " + body + 0, "deliver c 2 " + body + 1, "deliver c 3 " + body + 2);
        }
    }

    @Test
    void whatIsKnownOfMessagesOnDiskCountsSoThatTheyAreNotWithoutEnd() {
        vhost.channel().declare("q");
        for (int i = 0; i < 60; i++) {
            messages.publish("", "q", 1 + 1_000 * i, 1_000 * (i + 1), false);
            messages.settle();
            messages.settle();
        }
        assertThat(vhost.queue("q").readyCount()).isBetween(10_000, 25_000);
        assertThat(vhost.vhost().ledger().held()).isLessThan(MEMORY + MEMORY / 10);

        assertThat(messages.drain("q", 60_000)).isEqualTo(NumberedMessages.bodies(1, 60_000));
        assertThat(vhost.vhost().ledger().held()).isZero();
    }
}
