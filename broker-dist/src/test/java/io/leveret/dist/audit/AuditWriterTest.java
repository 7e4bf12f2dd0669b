package io.leveret.dist.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail once. */
class AuditWriterTest {
    private static final String LINE = "a line of the audit\n";

    @TempDir
    Path directory;

    private Path file(int number) {
        return directory.resolve("audit-0000000" + number + ".jsonl");
    }

    /** A directory in the place of the oldest file: it can't be deleted. */
    private AuditWriter thatCanNotRotate() throws IOException {
        Files.createDirectories(file(1).resolve("in the way"));
        Files.createFile(file(2));
        AuditWriter writer = new AuditWriter(new AuditFiles(directory), LINE.length(), 2);
        writer.append(LINE);
        return writer;
    }

    @Test
    void aRotationThatFailsIsTriedAgainWithTheNextLine() throws IOException {
        AuditWriter writer = thatCanNotRotate();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> writer.append(LINE)).isInstanceOf(DirectoryNotEmptyException.class);
        }
        Files.delete(file(1).resolve("in the way"));
        writer.append(LINE);
        writer.close();
        assertThat(file(2)).hasContent(LINE);
        assertThat(file(3)).hasContent(LINE);
    }

    @Test
    void aWriteThatFailsTearsItsOwnLineOnly() throws IOException {
        AuditWriter writer = new AuditWriter(new AuditFiles(directory), 1000, 2);
        writer.append(LINE);
        Thread.currentThread().interrupt(); // which makes a write fail, and closes its file
        assertThatThrownBy(() -> writer.append(LINE)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
        Files.writeString(file(1), "torn", StandardOpenOption.APPEND);
        writer.append(LINE);
        writer.close();
        assertThat(Files.readAllLines(file(1))).containsExactly(LINE.strip(), "torn", LINE.strip());
    }
}
