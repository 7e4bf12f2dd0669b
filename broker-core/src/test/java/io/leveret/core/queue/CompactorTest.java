package io.leveret.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.FakeMemory;
import io.leveret.core.message.Body;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactorTest {
    private static final byte[] PERSISTENT = {0b0001_0000, 0, 2};

    private final MemoryLedger ledger = new MemoryLedger(1L << 40, 1L << 40, 1L << 40);
    private final FakeMemory memory = new FakeMemory();
    private final Compactor compactor = new Compactor(memory, ledger);
    private final Random random = new Random(11);

    @Test
    void everyMessageComesBackAsItWas() {
        for (int round = 0; round < 300; round++) {
            Message[] messages = new Message[1 + random.nextInt(20)];
            Arrays.setAll(messages, i -> held(random(random.nextInt(3))));
            int from = random.nextInt(messages.length);
            long heldBefore = ledger.held();

            Compactor.Compact compact = compactor.compact(messages, from, messages.length);
            assertThat(compact).isNotNull();
            assertThat(compact.count()).isEqualTo(messages.length - from);
            assertThat(compact.firstPublishedAt()).isEqualTo(messages[from].publishedAtMillis());
            assertThat(ledger.held()).isLessThanOrEqualTo(heldBefore);
            Message[] back = compactor.expand(compact);

            assertThat(back).hasSize(messages.length - from);
            for (int i = 0; i < back.length; i++) {
                assertSame(messages[from + i], back[i]);
            }
            assertThat(ledger.held()).isEqualTo(heldBefore);
            assertThat(memory.kept()).isZero();
        }
    }

    @Test
    void equalMessagesTakeLittleMoreThanTheirBodies() {
        Message[] messages = new Message[256];
        Arrays.setAll(messages, i -> held(message("orders", "a.long.routing.key", PERSISTENT, new byte[100], 7)));

        Compactor.Compact compact = compactor.compact(messages, 0, 256);

        assertThat(compact.block().length()).isLessThan(256 * 106 + 100);
        assertThat(ledger.held()).isLessThan(256 * 140);
    }

    @Test
    void aMessageThatSomebodyElseHasStaysWithItsNeighbours() {
        Message[] messages = {held(random(0)), held(random(0))};
        ledger.retain(messages[1]);
        long heldBefore = ledger.held();

        assertThat(compactor.compact(messages, 0, 2)).isNull();
        assertThat(ledger.held()).isEqualTo(heldBefore);

        ledger.release(messages[1]);
        assertThat(compactor.compact(messages, 0, 2)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 200_000})
    void largeBodiesStay(int size) {
        byte[] body = new byte[size];
        random.nextBytes(body);
        Message[] messages = {held(message("", "q", Properties.none(), body, 7))};

        Compactor.Compact compact = compactor.compact(messages, 0, 1);

        assertThat(compact != null).isEqualTo(size <= 65_536);
        if (compact != null) {
            assertSame(messages[0], compactor.expand(compact)[0]);
        }
    }

    @Test
    void manyOctetsOfPropertiesStay() {
        Message[] messages = {held(message("", "q", Arrays.copyOf(PERSISTENT, 5_000), new byte[1], 7))};

        assertThat(compactor.compact(messages, 0, 1)).isNull();
    }

    @Test
    void withoutRoomNothingChanges() {
        memory.room(0);
        Message[] messages = {held(random(0))};
        long heldBefore = ledger.held();

        assertThat(compactor.compact(messages, 0, 1)).isNull();
        assertThat(ledger.held()).isEqualTo(heldBefore);
        assertThat(messages[0].isHeldOnce()).isTrue();
    }

    @Test
    void whatIsNotWantedAnyMoreIsFreed() {
        Message[] messages = {held(random(0))};

        compactor.free(compactor.compact(messages, 0, 1));

        assertThat(ledger.held()).isZero();
        assertThat(memory.kept()).isZero();
    }

    private Message held(Message message) {
        ledger.retain(message);
        return message;
    }

    /** One of few kinds, so that neighbours have something in common. */
    private Message random(int kind) {
        byte[] body = new byte[random.nextInt(50)];
        random.nextBytes(body);
        Message message = message(
                "exchange" + kind / 2,
                "key \u00e4\u4e00" + kind,
                kind == 0 ? Properties.none() : PERSISTENT,
                body,
                random.nextInt(3));
        if (random.nextInt(4) == 0) {
            message.storedAt(1 + random.nextInt(1_000));
        }
        return message;
    }

    private Message message(String exchange, String key, byte[] properties, byte[] octets, long publishedAt) {
        byte[][] chunks = new byte[1 + octets.length / Body.CHUNK + random.nextInt(2)][];
        int each = octets.length / chunks.length;
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Arrays.copyOfRange(octets, i * each, i + 1 == chunks.length ? octets.length : (i + 1) * each);
        }
        return new Message(exchange, key, properties, Body.of(chunks), publishedAt);
    }

    private static void assertSame(Message was, Message is) {
        assertThat(is.exchange()).isEqualTo(was.exchange());
        assertThat(is.routingKey()).isEqualTo(was.routingKey());
        assertThat(is.properties()).isEqualTo(was.properties());
        assertThat(octets(is.body())).isEqualTo(octets(was.body()));
        assertThat(is.publishedAtMillis()).isEqualTo(was.publishedAtMillis());
        assertThat(is.deadlineMillis()).isEqualTo(was.deadlineMillis());
        assertThat(is.location()).isEqualTo(was.location());
        assertThat(is.persistent()).isEqualTo(was.persistent());
        assertThat(is.isHeldOnce()).isTrue();
    }

    private static byte[] octets(Body body) {
        byte[] all = new byte[(int) body.size()];
        int at = 0;
        for (int i = 0; i < body.chunkCount(); i++) {
            System.arraycopy(body.chunk(i), 0, all, at, body.chunk(i).length);
            at += body.chunk(i).length;
        }
        return all;
    }
}
