package io.leveret.store.intake;

import io.leveret.core.journal.Durability;
import io.leveret.core.journal.JournalRecord;

/**
 * What one core appended in one turn. Given away for good.
 *
 * @param records the first {@code count} are filled
 * @param joined whether the record after this one belongs to the same unit
 * @param lastPosition of the last record, or of what went before if there is none
 * @param awaited the {@linkplain Durability#bit bits} of what somebody waits for these to be; 0 if nobody waits
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and compared by nobody
record Handover(JournalRecord[] records, boolean[] joined, int count, long lastPosition, int awaited) {
    /** Index behind the unit that begins at {@code index}. */
    int unitEnd(int index) {
        int last = index;
        while (joined[last]) {
            last++;
        }
        return last + 1;
    }

    long positionBefore(int index) {
        return lastPosition - count + index;
    }
}
