package io.leveret.store.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.store.disk.SimulatedDisk;
import io.leveret.store.intake.Doorbell;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class BackupTakerTest {
    private final Doorbell bell = new Doorbell();

    @Test
    void aFolderThatCanNotBeReadEndsNothing() {
        BackupRoot broken = () -> {
            throw new UncheckedIOException(new IOException("for a test"));
        };
        Backups backups = new Backups(broken, "n", () -> 0, bell);
        BackupDesk desk = new BackupDesk(bell, bell);
        BackupTaker taker = new BackupTaker(new SimulatedDisk(1), 0, backups, desk, () -> 0);
        assertThat(taker.doWork()).isTrue();
        assertThat(taker.doWork()).isFalse();
    }
}
