package io.leveret.store.batch;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.FieldTable;
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
        return SMALL + definition(record);
    }

    private static long definition(JournalRecord record) {
        if (record instanceof JournalRecord.QueueDeclared r) {
            return of(r.arguments(), r.vhost(), r.name());
        }
        if (record instanceof JournalRecord.ExchangeDeclared r) {
            return of(r.arguments(), r.vhost(), r.name(), r.type());
        }
        if (record instanceof JournalRecord.ExchangeDeleted r) {
            return of(FieldTable.EMPTY, r.vhost(), r.name());
        }
        if (record instanceof JournalRecord.Bound r) {
            return of(r.arguments(), r.vhost(), r.source(), r.destination(), r.key());
        }
        if (record instanceof JournalRecord.Unbound r) {
            return of(r.arguments(), r.vhost(), r.source(), r.destination(), r.key());
        }
        if (record instanceof JournalRecord.SettingPut r) {
            return of(r.value(), r.vhost(), r.name());
        }
        if (record instanceof JournalRecord.SettingRemoved r) {
            return of(FieldTable.EMPTY, r.vhost(), r.name());
        }
        return 0;
    }

    private static long of(FieldTable table, String... names) {
        long octets = table.encoded().length;
        for (String name : names) {
            octets += name.length();
        }
        return octets;
    }
}
