package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Message;

/** How many octets a record takes in the journal, near enough to bound what waits for the writer. */
public final class RecordSize {
    private static final long SMALL = 64;
    private static final long TARGET = 16;

    private RecordSize() {}

    public static long of(JournalRecord record) {
        if (record instanceof JournalRecord.Enqueue enqueue) {
            Message message = enqueue.message();
            return SMALL
                    + TARGET * enqueue.queueIds().length
                    + message.exchange().length()
                    + message.routingKey().length()
                    + message.properties().length
                    + message.body().size();
        }
        if (record instanceof JournalRecord.Bound bound) {
            return SMALL + bound.arguments().encoded().length;
        }
        if (record instanceof JournalRecord.QueueDeclared declared) {
            return SMALL + declared.arguments().encoded().length;
        }
        if (record instanceof JournalRecord.SettingPut setting) {
            return SMALL + setting.value().encoded().length;
        }
        return SMALL;
    }
}
