package io.leveret.store.backup;

import io.leveret.store.disk.Disk;
import io.leveret.store.disk.FileDisk;
import io.leveret.store.disk.Subfolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where backups are kept, each in a folder of its own. */
public interface BackupRoot {
    /** The name of the folder if it is in the data directory. */
    String DIRECTORY = "backups";

    /** The folder, which is made if it is not there. */
    Disk open() throws IOException;

    /** This folder; if there is none, the one in the data directory. */
    static BackupRoot of(Optional<Path> folder, Disk dataDirectory) {
        return folder.<BackupRoot>map(path -> () -> FileDisk.open(path, "folder of backups"))
                .orElse(() -> inside(dataDirectory));
    }

    private static Disk inside(Disk dataDirectory) throws IOException {
        if (!dataDirectory.exists(DIRECTORY)) {
            dataDirectory.makeDirectory(DIRECTORY);
            dataDirectory.forceDirectory("");
        }
        return new Subfolder(dataDirectory, DIRECTORY);
    }
}
