package io.leveret.store.journal;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.message.Body;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import java.util.Arrays;

/** Records for tests. */
final class Records {
    private Records() {}

    static JournalRecord queue(long id, String name) {
        return new JournalRecord.QueueDeclared("/", id, name, false, FieldTable.EMPTY);
    }

    static Message message(int size) {
        byte[][] chunks = new byte[(size + Body.CHUNK - 1) / Body.CHUNK][];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = new byte[Math.min(Body.CHUNK, size - i * Body.CHUNK)];
            Arrays.fill(chunks[i], (byte) (size + i));
        }
        return new Message("exchange", "key", Properties.none(), Body.of(chunks), 1_000L + size);
    }

    static JournalRecord enqueue(long queueId, long seq, int size) {
        return new JournalRecord.Enqueue(message(size), new long[] {queueId}, new long[] {seq});
    }

    static JournalRecord settle(long queueId, long first, long last) {
        return new JournalRecord.Settle(queueId, first, last);
    }
}
