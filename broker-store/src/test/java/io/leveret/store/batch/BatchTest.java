package io.leveret.store.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final long STAMP = 0x1234_5678_9ABC_DEF0L;
    private static final FieldTable TABLE =
            FieldTable.builder().put("x-queue-type", "classic").build();

    private final BatchEncoder encoder = new BatchEncoder(STAMP);

    @Test
    void everyRecordComesBackAsItWas() throws IOException {
        List<JournalRecord> records = List.of(
                new JournalRecord.Settle(1, 2, 3),
                new JournalRecord.Requeue(1, Long.MAX_VALUE, Integer.MAX_VALUE),
                new JournalRecord.Delivered(9, 7),
                new JournalRecord.QueueDeclared("/", 5, "café", true, TABLE),
                new JournalRecord.QueueDeleted(5),
                new JournalRecord.ExchangeDeclared("vh", "ex", "headers", true, false, TABLE),
                new JournalRecord.ExchangeDeclared("vh", "ex", "headers", false, true, FieldTable.EMPTY),
                new JournalRecord.ExchangeDeleted("vh", "ex"),
                new JournalRecord.Bound("/", "", false, "q", "k", TABLE),
                new JournalRecord.Unbound("/", "from", true, "to", "", FieldTable.EMPTY),
                new JournalRecord.SettingPut(SettingKind.USER, "", "zoé", TABLE),
                new JournalRecord.SettingPut(SettingKind.VHOST_LIMITS, "/", "", FieldTable.EMPTY),
                new JournalRecord.SettingPut(SettingKind.PARAMETER, "/", "4:toolname", TABLE),
                new JournalRecord.SettingPut(SettingKind.GLOBAL_PARAMETER, "", "cluster_name", TABLE),
                new JournalRecord.SettingRemoved(SettingKind.PARAMETER, "/", "4:toolname"),
                new JournalRecord.SettingRemoved(SettingKind.POLICY, "/", "p"));
        assertThat(written(records).records).isEqualTo(records);
    }

    @Test
    void messagesAreReadByTheirLocationAlone() throws IOException {
        for (int size : new int[] {0, 1, 7, 8, 65_535, 65_536, 65_537, 3_000_000}) {
            Message message = message(size);
            Read read = written(List.of(
                    new JournalRecord.Settle(1, 1, 1),
                    new JournalRecord.Enqueue(message(13), new long[] {1}, new long[] {5}),
                    new JournalRecord.Enqueue(message, new long[] {3, 4}, new long[] {8, 9})));
            assertThat(read.stored.get(1))
                    .isEqualTo(new StoredMessage(
                            size, message.publishedAtMillis(), message.deadlineMillis(), message.priority()));
            assertThat(read.locations.get(1)).isEqualTo(message.location());
            assertThat(read.targets).containsExactly("[1][5]", "[3, 4][8, 9]");
            Message found = new EntryReader(new FileWindow(read.file, 1 << 16))
                    .read(message.location(), 1 << 14, read.file.size());
            assertThat(found.location()).isEqualTo(message.location());
            assertThat(found.exchange()).isEqualTo(message.exchange());
            assertThat(found.routingKey()).isEqualTo(message.routingKey());
            assertThat(found.publishedAtMillis()).isEqualTo(message.publishedAtMillis());
            assertThat(found.properties()).isEqualTo(message.properties());
            assertThat(found.body().chunkCount()).isEqualTo(message.body().chunkCount());
            for (int i = 0; i < found.body().chunkCount(); i++) {
                assertThat(Arrays.equals(found.body().chunk(i), message.body().chunk(i)))
                        .isTrue();
            }
        }
    }

    @Test
    void anEntryIsNoOtherMessageThanTheOneAtItsLocation() throws IOException {
        Message message = message(10);
        Read read = written(List.of(new JournalRecord.Enqueue(message, new long[] {1}, new long[] {5})));
        EntryReader reader = new EntryReader(new FileWindow(read.file, 1 << 16));
        long other = Location.of(4, Location.offset(message.location()));
        assertThat(reader.read(other, 1 << 14, read.file.size())).isNull();
        assertThat(reader.read(message.location() + 1, 1 << 14, read.file.size()))
                .isNull();
    }

    @Test
    void aBatchOfAnotherNodeOrAnotherUseOfTheFileIsNone() throws IOException {
        Read read = written(List.of(new JournalRecord.Settle(1, 1, 1)));
        assertThat(new BatchReader(read.file, 3, STAMP).header(0)).isNotNull();
        assertThat(new BatchReader(read.file, 4, STAMP).header(0)).isNull();
        assertThat(new BatchReader(read.file, 3, STAMP + 1).header(0)).isNull();
        assertThat(new BatchReader(read.file, 3, STAMP).header(8192)).isNull();
    }

    @Test
    void locationsHoldWhatTheySay() {
        long location = Location.of((1L << 34) - 1, (1L << 31) - 8);
        assertThat(location).isPositive();
        assertThat(Location.fileSeq(location)).isEqualTo((1L << 34) - 1);
        assertThat(Location.offset(location)).isEqualTo((1L << 31) - 8);
    }

    private static Message message(int size) {
        byte[][] chunks = new byte[(size + Body.CHUNK - 1) / Body.CHUNK][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new byte[Math.min(Body.CHUNK, size - i * Body.CHUNK)];
            chunks[i][chunks[i].length / 2] = (byte) i;
        }
        return new Message("exchange", "key.é", Properties.none(), Body.of(chunks), 1234567890123L);
    }

    private static final class Read implements RecordVisitor {
        final List<JournalRecord> records = new ArrayList<>();
        final List<StoredMessage> stored = new ArrayList<>();
        final List<Long> locations = new ArrayList<>();
        final List<Evicted> moves = new ArrayList<>();
        final List<String> targets = new ArrayList<>();
        final DiskFile file;

        Read(DiskFile file) {
            this.file = file;
        }

        @Override
        public void enqueued(long location, StoredMessage message, long[] queueIds, long[] seqs) {
            locations.add(location);
            stored.add(message);
            targets.add(Arrays.toString(queueIds) + Arrays.toString(seqs));
        }

        @Override
        public void record(JournalRecord record) {
            records.add(record);
        }

        @Override
        public void evicted(Evicted evicted) {
            moves.add(evicted);
        }
    }

    @Test
    void whatTheEvictorMovedIsTold() throws IOException {
        List<Evicted> moves = List.of(new Evicted(7, List.of(3L, 1L << 33)), new Evicted(9, List.of()));
        assertThat(written(List.of(), moves).moves).isEqualTo(moves);
    }

    private Read written(List<JournalRecord> records) throws IOException {
        return written(records, List.of());
    }

    /** Written as the second batch of file 3, after which it is read again. */
    private Read written(List<JournalRecord> records, List<Evicted> moves) throws IOException {
        DiskFile file = new SimulatedDisk(1).create("journal/j-3.wal");
        encoder.begin();
        encoder.add(new JournalRecord.Settle(1, 1, 1));
        encoder.write(file, new BatchEncoder.Place(3, 0, 76, 70, 0, 0));
        encoder.begin();
        records.forEach(encoder::add);
        moves.forEach(encoder::add);
        int length = encoder.totalLength();
        encoder.write(file, new BatchEncoder.Place(3, 4096, 77, 71, 4096, BatchHeader.CLOSED));
        BatchReader reader = new BatchReader(file, 3, STAMP);
        BatchHeader header = reader.header(4096);
        assertThat(header).isNotNull();
        assertThat(header.batchSeq()).isEqualTo(77);
        assertThat(header.durableSeq()).isEqualTo(71);
        assertThat(header.totalLength()).isEqualTo(length);
        assertThat(header.flags()).isEqualTo(BatchHeader.CLOSED);
        assertThat(file.size()).isEqualTo(4096 + length);
        assertThat(reader.metaIsWhole(header, 4096)).isTrue();
        assertThat(reader.bodiesAreWhole(header, 4096)).isTrue();
        Read read = new Read(file);
        reader.replay(header, 4096, read);
        return read;
    }
}
