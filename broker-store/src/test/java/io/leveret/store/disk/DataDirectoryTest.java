package io.leveret.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path temporary;

    @Test
    void theNodeKeepsItsIdentity() throws IOException {
        Path data = temporary.resolve("a/b");
        String nodeId;
        long stamp;
        try (DataDirectory directory = DataDirectory.open(data)) {
            nodeId = directory.nodeId();
            stamp = directory.stamp();
        }
        try (DataDirectory directory = DataDirectory.open(data)) {
            assertThat(directory.nodeId()).isEqualTo(nodeId);
            assertThat(directory.stamp()).isEqualTo(stamp);
        }
    }

    @Test
    void aSecondProcessIsRefusedByThePidOfTheFirst() throws IOException {
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            assertThat(directory.nodeId()).isNotEmpty();
            assertThatThrownBy(() -> DataDirectory.open(temporary))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("is in use by another process (pid "
                            + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void aFileIsNotADirectory() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Files.writeString(temporary.resolve("node.json"), "{\"format\":2,\"nodeId\":\"x\",\"stamp\":\"1\"}");
        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("has format 2");
    }

    @Test
    void aDamagedNodeFileIsRefused() throws IOException {
        Files.writeString(temporary.resolve("node.json"), "{\"format\":1");
        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("node.json is not JSON");
    }

    @Test
    void aJournalWithoutItsNodeFileIsRefused() throws IOException {
        Files.createDirectory(temporary.resolve("journal"));
        Files.createFile(temporary.resolve("journal/j-1.wal"));
        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("has a journal but no node.json");
    }
}
