package io.leveret.store.journal;

import static io.leveret.store.journal.Records.queue;
import static io.leveret.store.journal.Records.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.backup.Backup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that the writer takes its files back from. */
class BackupRevokedTest extends BackupScene {
    /** The backup's thread is not turned, as if its disk did not answer. */
    @Test
    void aBackupThatHangsHoldsNoFilesBelowTheFloor() throws IOException {
        disk.refuseLinks();
        SteppedJournal it = used();
        int released = it.journal.releasedFiles();
        beginUntilHeld(it, "one");
        it.journal.stepBackup();
        it.append(settle(SLOW, 1, 5), settle(FAST, 95, 100)).settle();
        fillUp(it);
        it.append(queue(3, "a change that needs a file")).settle();
        assertThat(it.journal.isHeldForBackup()).isFalse();
        disk.capacity(Long.MAX_VALUE);
        it.nanos += TimeUnit.SECONDS.toNanos(2);
        traffic(it, 101);
        assertThat(it.journal.releasedFiles()).isGreaterThan(released);
        turn(it);
        assertThat(failed).containsExactly("the disk is nearly full: the journal needs the files that the backup held");
        assertNothingIsLeft(it);
        take(it, failed, "two");
    }

    private void take(SteppedJournal it, List<String> forget, String name) {
        forget.clear();
        take(it, name);
    }

    private void fillUp(SteppedJournal it) {
        disk.capacity(disk.used() + FLOOR - 1);
        it.nanos += TimeUnit.SECONDS.toNanos(2);
    }

    /** The writer is turned in the middle of a change of the backup's, and what it gives up is written over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBackupIsWholeOrNoneWheneverItIsRevoked(boolean linked) throws IOException {
        if (!linked) {
            disk.refuseLinks();
        }
        SteppedJournal it = used();
        int changes = changesOf(it);
        int revoked = 0;
        for (int change = 1; change <= changes; change++) {
            failed.clear();
            taken.clear();
            revokeAt(it, change);
            it.journal.backups().start("b" + change, this);
            turn(it);
            disk.beforeChange(() -> {});
            assertThat(taken.size() + failed.size()).as("change %d", change).isEqualTo(1);
            if (taken.isEmpty()) {
                revoked++;
                assertThat(it.journal.backups().list()).extracting(Backup::name).doesNotContain("b" + change);
            } else {
                assertThat(startWith(folderOf("b" + change)).messagesOf(SLOW)).containsExactly(1L, 2L, 3L, 4L, 5L);
            }
        }
        assertThat(revoked).isBetween(changes / 4, changes - 1);
        assertThat(it.fatal).isEmpty();
    }

    /** The disk is nearly full for a moment. */
    private void revokeAt(SteppedJournal it, int change) {
        int[] left = {change};
        disk.beforeChange(() -> {
            left[0]--;
            if (left[0] == 0) {
                fillUp(it);
                it.journal.stepWriter();
                disk.capacity(Long.MAX_VALUE);
                it.nanos += TimeUnit.SECONDS.toNanos(2);
                it.journal.stepWriter();
            }
        });
    }
}
