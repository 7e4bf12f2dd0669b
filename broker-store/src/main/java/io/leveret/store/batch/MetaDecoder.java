package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.journal.StoredMessage;
import io.leveret.core.message.FieldTable;
import io.leveret.store.disk.DataDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Hands the records of one meta section, whose checksum was right, to a {@link RecordVisitor}. Owner: node, while it starts. */
final class MetaDecoder {
    private final ByteBuffer in;
    private final long fileSeq;
    private final long bodies;

    /** {@code bodies}: where the bodies section begins in its file. */
    MetaDecoder(ByteBuffer in, long fileSeq, long bodies) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.fileSeq = fileSeq;
        this.bodies = bodies;
    }

    void decode(int records, RecordVisitor to) throws IOException {
        for (int i = 0; i < records; i++) {
            byte type = in.get();
            if (type == RecordType.ENQUEUE) {
                enqueue(to);
            } else if (type == RecordType.EVICTED) {
                to.evicted(evicted());
            } else {
                to.record(record(type));
            }
        }
    }

    private void enqueue(RecordVisitor to) {
        int targets = in.getInt();
        long publishedAtMillis = in.getLong();
        long deadlineMillis = in.getLong();
        int priority = in.getShort();
        long bodySize = in.getLong();
        long location = Location.of(fileSeq, bodies + 8L * in.getInt());
        long[] queueIds = new long[targets];
        long[] seqs = new long[targets];
        for (int i = 0; i < targets; i++) {
            queueIds[i] = in.getLong();
            seqs[i] = in.getLong();
        }
        to.enqueued(location, new StoredMessage(bodySize, publishedAtMillis, deadlineMillis, priority), queueIds, seqs);
    }

    private Evicted evicted() {
        long through = in.getLong();
        List<Long> files = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            files.add(in.getLong());
        }
        return new Evicted(through, files);
    }

    private JournalRecord record(byte type) throws IOException {
        return switch (type) {
            case RecordType.SETTLE -> new JournalRecord.Settle(in.getLong(), in.getLong(), in.getLong());
            case RecordType.REQUEUE -> new JournalRecord.Requeue(in.getLong(), in.getLong(), in.getInt());
            case RecordType.DELIVERED -> new JournalRecord.Delivered(in.getLong(), in.getLong());
            default -> definition(type);
        };
    }

    private JournalRecord definition(byte type) throws IOException {
        if (type == RecordType.QUEUE_DECLARED) {
            long queueId = in.getLong();
            boolean autoDelete = in.get() != 0;
            return new JournalRecord.QueueDeclared(string(), queueId, string(), autoDelete, table());
        }
        if (type == RecordType.QUEUE_DELETED) {
            return new JournalRecord.QueueDeleted(in.getLong());
        }
        if (type == RecordType.EXCHANGE_DECLARED) {
            int flags = in.get();
            return new JournalRecord.ExchangeDeclared(
                    string(), string(), string(), (flags & 1) != 0, (flags & 2) != 0, table());
        }
        if (type == RecordType.EXCHANGE_DELETED) {
            return new JournalRecord.ExchangeDeleted(string(), string());
        }
        if (type == RecordType.SETTING_PUT) {
            return new JournalRecord.SettingPut(kind(), string(), string(), table());
        }
        if (type == RecordType.SETTING_REMOVED) {
            return new JournalRecord.SettingRemoved(kind(), string(), string());
        }
        boolean toExchange = in.get() != 0;
        if (type == RecordType.BOUND) {
            return new JournalRecord.Bound(string(), string(), toExchange, string(), string(), table());
        }
        if (type == RecordType.UNBOUND) {
            return new JournalRecord.Unbound(string(), string(), toExchange, string(), string(), table());
        }
        // the checksum was right: guessing could lose messages
        throw DataDirectoryException.newer(JournalName.of(fileSeq) + " has a record of type " + type
                + ", which this version of Leveret does not know");
    }

    private SettingKind kind() throws IOException {
        int code = in.get();
        try {
            return SettingKind.of(code);
        } catch (IllegalStateException e) {
            throw DataDirectoryException.newer(JournalName.of(fileSeq) + " has a setting of kind " + code
                    + ", which this version of Leveret does not know");
        }
    }

    private String string() {
        return new String(octets(), StandardCharsets.UTF_8);
    }

    private FieldTable table() {
        return FieldTable.decode(octets());
    }

    private byte[] octets() {
        byte[] octets = new byte[in.getInt()];
        in.get(octets);
        return octets;
    }
}
