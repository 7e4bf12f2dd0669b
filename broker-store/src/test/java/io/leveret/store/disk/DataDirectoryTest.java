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
    void aNewerFormatIsRefusedWithBothNumbersAndWhatToDo() throws IOException {
        Files.writeString(temporary.resolve("node.json"), "{\"format\":3,\"nodeId\":\"x\",\"stamp\":\"1\"}");
        assertThatThrownBy(() -> DataDirectory.open(temporary))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage("data directory " + temporary + " has format 3, this version of Leveret knows formats up to"
                        + " 2: run the newer Leveret that wrote it, or start with another folder");
    }

    @Test
    void aNewFolderHasTheNewestFormat() throws IOException {
        DataDirectory.open(temporary).close();
        assertThat(temporary.resolve("node.json")).content().contains("\"format\":2");
    }

    @Test
    void anOlderFormatIsOpenedAndStaysAsItIsUntilTheNodeSaysSo() throws IOException {
        Path node = temporary.resolve("node.json");
        Files.writeString(node, "{\"format\":1,\"nodeId\":\"x\",\"stamp\":\"a1\"}");
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            assertThat(directory.stamp()).isEqualTo(0xa1);
            assertThat(node).content().contains("\"format\":1");
            directory.upgrade();
        }
        assertThat(node).content().contains("\"format\":2", "\"nodeId\":\"x\"", "\"stamp\":\"a1\"");
        try (DataDirectory directory = DataDirectory.open(temporary)) {
            assertThat(directory.stamp()).isEqualTo(0xa1);
        }
    }

    @Test
    void whatHasTheNewestFormatIsNotWrittenAgain() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(1);
        DataDirectory directory = DataDirectory.open(disk, () -> 42);
        int changes = disk.changes();
        directory.upgrade();
        assertThat(disk.changes()).isEqualTo(changes);
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
