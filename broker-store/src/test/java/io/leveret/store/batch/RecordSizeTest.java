package io.leveret.store.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.message.FieldTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordSizeTest {
    private static final String NAME = "n".repeat(255);
    private static final FieldTable TABLE =
            FieldTable.builder().put("key", "v".repeat(10_000)).build();

    @Test
    void noDefinitionTakesMoreOctetsThanIsCounted() {
        for (JournalRecord record : List.<JournalRecord>of(
                new JournalRecord.QueueDeclared(NAME, 1, NAME, false, TABLE),
                new JournalRecord.QueueDeleted(1),
                new JournalRecord.ExchangeDeclared(NAME, NAME, "fanout", false, false, TABLE),
                new JournalRecord.ExchangeDeleted(NAME, NAME),
                new JournalRecord.Bound(NAME, NAME, true, NAME, NAME, TABLE),
                new JournalRecord.Unbound(NAME, NAME, true, NAME, NAME, TABLE),
                new JournalRecord.SettingPut(SettingKind.POLICY, NAME, NAME, TABLE),
                new JournalRecord.SettingRemoved(SettingKind.POLICY, NAME, NAME))) {
            assertCounted(record);
        }
    }

    private static void assertCounted(JournalRecord record) {
        MetaEncoder encoder = new MetaEncoder();
        encoder.record(record);
        assertThat(RecordSize.of(record))
                .as(record.toString())
                .isBetween((long) encoder.length(), encoder.length() + 64L);
    }
}
