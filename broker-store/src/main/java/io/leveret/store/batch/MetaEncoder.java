package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Puts records one after the other into a batch's meta section; {@link MetaDecoder} reads them. Owner: journal writer. */
final class MetaEncoder {
    private static final int FIRST_CAPACITY = 1 << 16;
    /** A larger buffer, grown for one large unit, is given back. */
    private static final int KEPT_CAPACITY = 1 << 22;

    private final NameOctets names = new NameOctets();
    private byte[] octets = new byte[FIRST_CAPACITY];
    private ByteBuffer out = wrap(octets);
    private int records;

    void clear() {
        if (octets.length > KEPT_CAPACITY) {
            octets = new byte[FIRST_CAPACITY];
            out = wrap(octets);
        }
        out.clear();
        records = 0;
    }

    /** {@code entry} is where the message lies in the bodies section, in units of 8 octets. */
    void enqueue(JournalRecord.Enqueue enqueue, int entry) {
        long[] queueIds = enqueue.queueIds();
        Message message = enqueue.message();
        room(RecordType.ENQUEUE_SIZE + 16 * queueIds.length);
        type(RecordType.ENQUEUE).putInt(queueIds.length);
        out.putLong(message.publishedAtMillis()).putLong(message.deadlineMillis());
        out.putShort((short) message.priority()).putLong(message.body().size()).putInt(entry);
        for (int i = 0; i < queueIds.length; i++) {
            out.putLong(queueIds[i]).putLong(enqueue.seqs()[i]);
        }
    }

    void evicted(Evicted evicted) {
        List<Long> files = evicted.coldFiles();
        room(RecordType.FIXED_SIZE + 8 * files.size());
        type(RecordType.EVICTED).putLong(evicted.through()).putInt(files.size());
        files.forEach(out::putLong);
    }

    /** Any record but an enqueue. */
    void record(JournalRecord record) {
        room(RecordType.FIXED_SIZE);
        if (record instanceof JournalRecord.Settle r) {
            type(RecordType.SETTLE).putLong(r.queueId()).putLong(r.first()).putLong(r.last());
        } else if (record instanceof JournalRecord.Requeue r) {
            type(RecordType.REQUEUE).putLong(r.queueId()).putLong(r.seq()).putInt(r.deliveryCount());
        } else if (record instanceof JournalRecord.Delivered r) {
            type(RecordType.DELIVERED).putLong(r.queueId()).putLong(r.upTo());
        } else {
            definition(record);
        }
    }

    private void definition(JournalRecord record) {
        if (record instanceof JournalRecord.QueueDeclared r) {
            type(RecordType.QUEUE_DECLARED).putLong(r.queueId()).put(flags(r.autoDelete(), false));
            string(r.vhost()).string(r.name()).table(r.arguments());
        } else if (record instanceof JournalRecord.QueueDeleted r) {
            type(RecordType.QUEUE_DELETED).putLong(r.queueId());
        } else if (record instanceof JournalRecord.ExchangeDeclared r) {
            type(RecordType.EXCHANGE_DECLARED).put(flags(r.autoDelete(), r.internal()));
            string(r.vhost()).string(r.name()).string(r.type()).table(r.arguments());
        } else if (record instanceof JournalRecord.ExchangeDeleted r) {
            type(RecordType.EXCHANGE_DELETED);
            string(r.vhost()).string(r.name());
        } else if (record instanceof JournalRecord.Bound r) {
            type(RecordType.BOUND).put(flags(r.toExchange(), false));
            string(r.vhost())
                    .string(r.source())
                    .string(r.destination())
                    .string(r.key())
                    .table(r.arguments());
        } else if (record instanceof JournalRecord.Unbound r) {
            type(RecordType.UNBOUND).put(flags(r.toExchange(), false));
            string(r.vhost())
                    .string(r.source())
                    .string(r.destination())
                    .string(r.key())
                    .table(r.arguments());
        } else {
            setting(record);
        }
    }

    private void setting(JournalRecord record) {
        if (record instanceof JournalRecord.SettingPut r) {
            type(RecordType.SETTING_PUT).put((byte) r.kind().code());
            string(r.vhost()).string(r.name()).table(r.value());
        } else if (record instanceof JournalRecord.SettingRemoved r) {
            type(RecordType.SETTING_REMOVED).put((byte) r.kind().code());
            string(r.vhost()).string(r.name());
        } else {
            throw new IllegalStateException("no encoding for " + record);
        }
    }

    int length() {
        return out.position();
    }

    int records() {
        return records;
    }

    byte[] octets() {
        return octets;
    }

    int crc() {
        CRC32C crc = new CRC32C();
        crc.update(octets, 0, out.position());
        return (int) crc.getValue();
    }

    private ByteBuffer type(byte type) {
        records++;
        return out.put(type);
    }

    private static byte flags(boolean first, boolean second) {
        return (byte) ((first ? 1 : 0) | (second ? 2 : 0));
    }

    private MetaEncoder string(String value) {
        put(names.of(value));
        return this;
    }

    private void table(FieldTable table) {
        put(table.encoded());
    }

    private void put(byte[] value) {
        room(4 + value.length);
        out.putInt(value.length).put(value);
    }

    private void room(int needed) {
        if (out.remaining() < needed) {
            int position = out.position();
            octets = Arrays.copyOf(octets, Math.max(Math.addExact(position, needed), Math.multiplyExact(2, position)));
            out = wrap(octets).position(position);
        }
    }

    private static ByteBuffer wrap(byte[] octets) {
        return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    }
}
