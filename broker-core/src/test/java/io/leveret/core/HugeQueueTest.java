package io.leveret.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.Settle;
import io.leveret.core.journal.Replay;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.journal.StoredRun;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.MessageRef;
import io.leveret.core.queue.QueueContents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Queues of millions of messages, of which a start finds all on disk. */
class HugeQueueTest {
    private static final int MANY = 4_000_000;
    private static final int YOUNG = 2_000_000;
    private static final long ID = 1;
    private static final int BODY = 8;

    private TestVhost vhost;

    private void start(FieldTable arguments, Consumer<Replay> messages) {
        vhost = TestVhost.recovering(replay -> {
            replay.replay(new JournalRecord.QueueDeclared("/", ID, "q", false, arguments));
            messages.accept(replay);
        });
        vhost.store()
                .made(seq -> TestMessage.to("", "q", String.format("%08d", seq))
                        .persistent()
                        .build());
    }

    private static void cold(Replay replay, int count) {
        for (long base = 1; base <= count; base += StoredRun.NUMBERS) {
            int here = (int) Math.min(StoredRun.NUMBERS, count + 1 - base);
            long[] live = new long[(here + 63) / 64];
            Arrays.fill(live, -1);
            if (here % 64 != 0) {
                live[live.length - 1] = (1L << (here % 64)) - 1;
            }
            replay.stored(new StoredRun(ID, base, live, MessageRef.NO_PRIORITY, (long) here * BODY, 0, null, null));
        }
    }

    private static void young(Replay replay) {
        StoredMessage message = new StoredMessage(BODY, 0, MessageRef.NO_DEADLINE, MessageRef.NO_PRIORITY);
        for (long seq = 1; seq <= YOUNG; seq++) {
            replay.enqueued(message, new long[] {ID}, new long[] {seq});
        }
    }

    private List<JournalRecord> records() {
        return vhost.journal().records();
    }

    @Test
    void youngMessagesArePackedAsTheyCome() {
        start(FieldTable.EMPTY, HugeQueueTest::young);

        assertThat(vhost.queue("q").readyCount()).isEqualTo(YOUNG);
        assertThat(QueueContents.stretches(vhost.queue("q"))).isEqualTo(YOUNG / StoredRun.NUMBERS + 1);
        assertThat(vhost.held()).isZero();
        assertThat(vhost.vhost().ledger().packed())
                .as("a bit each, and little more")
                .isEqualTo(QueueContents.packedOctets(vhost.queue("q")))
                .isLessThan(YOUNG / 4);
        vhost.channel().purge("q");
        vhost.run();
        assertThat(vhost.vhost().ledger().held()).isZero();
    }

    @Test
    void theFirstThousandComeInOrderAndLittleIsRead() {
        start(FieldTable.EMPTY, replay -> cold(replay, MANY));
        TestChannel got = vhost.channel();
        for (int i = 1; i <= 1_000; i++) {
            got.get("q");
            while (vhost.store().answer()) {
                vhost.run();
            }
            assertThat(got.events()).containsExactly(String.format("get-ok %d %08d left=%d", i, i, MANY - i));
        }
        assertThat(vhost.held()).isLessThan(4_000 * 300);
        got.ack(0, true);
    }

    /** What is seen behind so many messages, and in how many turns. */
    private List<String> browse(long from, int most) {
        List<String> bodies = new ArrayList<>();
        vhost.run();
        vhost.loop()
                .reader()
                .browse(
                        "q",
                        from,
                        10,
                        seen -> seen.messages().forEach(one -> bodies.add(TestEvents.body(one.message()))));
        int turns = 0;
        while (bodies.isEmpty()) {
            assertThat(vhost.executor().step() || vhost.store().answer()).isTrue();
            turns++;
        }
        assertThat(turns).as("turns").isLessThan(most);
        return bodies;
    }

    @Test
    void theEndIsFoundInAFewTurnsWithoutReadingWhatIsBefore() {
        start(FieldTable.EMPTY, replay -> cold(replay, MANY));
        assertThat(browse(MANY - 3, 10)).containsExactly("03999998", "03999999", "04000000");
        assertThat(browse(MANY / 2, 10)).startsWith("02000001", "02000002");
        assertThat(vhost.store().waiting()).isZero();
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aQueueInVeryManyPartsIsPassedOverInSlices() {
        start(FieldTable.EMPTY, replay -> {
            for (long seq = 1; seq <= 100_000L * StoredRun.NUMBERS; seq += StoredRun.NUMBERS) {
                replay.stored(new StoredRun(ID, seq, new long[] {1}, MessageRef.NO_PRIORITY, BODY, 0, null, null));
            }
        });
        assertThat(QueueContents.stretches(vhost.queue("q"))).isEqualTo(100_000);
        assertThat(browse(99_999, 40)).containsExactly("409595905");
        assertThat(browse(50_000, 40)).hasSize(10).startsWith("204800001", "204804097"); // read as one page
    }

    @Test
    void aPurgeIsOneRecordAndLeavesWhatIsUnacked() {
        start(FieldTable.EMPTY, replay -> cold(replay, MANY));
        TestChannel channel = vhost.channel().get("q");
        vhost.store().answer();
        vhost.run();
        channel.forget();

        assertThat(vhost.channel().purge("q").sync().events()).containsExactly("purge-ok " + (MANY - 1));

        assertThat(vhost.queue("q").readyCount()).isZero();
        assertThat(records().stream().filter(Settle.class::isInstance)).containsExactly(new Settle(ID, 2, MANY));
        channel.ack(1);
        assertThat(vhost.held()).isZero();
    }

    @Test
    void aLimitOfLengthDropsWithoutReading() {
        start(FieldTable.builder().put("x-max-length", 10).build(), replay -> cold(replay, 100_000));
        vhost.run();

        assertThat(vhost.queue("q").readyCount()).isEqualTo(10);
        assertThat(vhost.store().waiting()).isZero();
    }

    @Test
    void whatIsWhollyOverLeavesWithoutBeingRead() {
        start(FieldTable.builder().put("x-message-ttl", 1_000).build(), replay -> cold(replay, 100_000));
        vhost.run();

        assertThat(vhost.queue("q").readyCount())
                .isLessThanOrEqualTo(StoredRun.NUMBERS); // the end of the last is not known
        assertThat(vhost.store().waiting()).isEqualTo(1);
    }
}
