package io.leveret.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
    @TempDir
    private Path temporary;

    private FileDisk disk;
    private Disk folder;

    @BeforeEach
    void openDisk() throws IOException {
        disk = FileDisk.open(temporary.resolve("made/on/the/way"));
        disk.makeDirectory("sub");
        folder = new Subfolder(disk, "sub");
    }

    private static void write(Disk disk, String name, String text) throws IOException {
        SmallFile.write(disk, "", name, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String read(Disk disk, String name) throws IOException {
        return new String(SmallFile.read(disk, name), StandardCharsets.US_ASCII);
    }

    /** Messages and the hashes of passwords are in it. What is there already keeps the rights that somebody gave it. */
    @Test
    void aNewDirectoryIsItsOwnersAlone() throws IOException {
        assumeThat(temporary.getFileSystem().supportedFileAttributeViews()).contains("posix");

        assertThat(rights("made/on/the/way")).isEqualTo("rwx------");

        Files.setPosixFilePermissions(
                temporary.resolve("made/on/the/way"), PosixFilePermissions.fromString("rwxr-x---"));
        FileDisk.open(temporary.resolve("made/on/the/way"));
        assertThat(rights("made/on/the/way")).isEqualTo("rwxr-x---");
    }

    private String rights(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve(name)));
    }

    @Test
    void aLinkedFileIsThereUntilBothNamesAreGone() throws IOException {
        write(disk, "file", "content");
        assertThat(folder.link("other", disk, "file")).isTrue();
        disk.delete("file");
        assertThat(disk.exists("file")).isFalse();
        assertThat(read(folder, "other")).isEqualTo("content");
        assertThat(read(disk, "sub/other")).isEqualTo("content");
    }

    @Test
    void whatCanNotBeLinkedIsLeftToBeCopied() throws IOException {
        assertThat(disk.link("other", disk, "none")).isFalse();
        write(disk, "file", "content");
        write(disk, "taken", "mine");
        assertThat(disk.link("taken", disk, "file")).isFalse();
        assertThat(read(disk, "taken")).isEqualTo("mine");
        SimulatedDisk another = new SimulatedDisk(1);
        another.replace("file", new byte[1]);
        assertThat(disk.link("other", another, "file")).isFalse();
        assertThat(disk.exists("other")).isFalse();
    }

    @Test
    void aSubfolderIsADiskOfItsOwn() throws IOException {
        write(disk, "file", "above");
        assertThat(folder.exists("file")).isFalse();
        write(folder, "file", "below");
        folder.rename("file", "renamed");
        folder.makeDirectory("deeper");
        folder.create("deeper/empty").close();
        folder.forceDirectory("deeper");
        assertThat(folder.list("")).containsExactly("deeper", "renamed");
        assertThat(disk.list("sub/deeper")).containsExactly("empty");
        assertThat(folder.freeBytes()).isPositive();
        assertThat(folder).hasToString(disk + "/sub");
        folder.delete("deeper/empty");
        folder.delete("deeper");
        folder.delete("renamed");
        assertThat(disk.list("sub")).isEmpty();
        assertThat(read(disk, "file")).isEqualTo("above");
    }

    @Test
    void aSubfolderIsLockedByItself() throws IOException {
        try (Closeable above = disk.lock("LOCK")) {
            Closeable below = folder.lock("LOCK");
            assertThatThrownBy(() -> folder.lock("LOCK")).isInstanceOf(DataDirectoryException.class);
            below.close();
            assertThat(above).isNotNull();
        }
    }

    @Test
    void aFolderThatCanNotBeMadeIsCalledWhatItIs() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");
        assertThatThrownBy(() -> FileDisk.open(file.resolve("sub"), "folder of backups"))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageStartingWith("folder of backups " + file.resolve("sub") + " can't be made: ");
        assertThatThrownBy(() -> FileDisk.open(file, "folder of backups"))
                .hasMessage("folder of backups " + file + " is not a directory");
    }
}
