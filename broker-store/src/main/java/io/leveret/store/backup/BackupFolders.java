package io.leveret.store.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.SmallFile;
import io.leveret.store.disk.Subfolder;
import io.leveret.store.ledger.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of backups: those that are whole have their name and a file that describes them. Immutable. */
final class BackupFolders {
    private static final Logger LOG = LoggerFactory.getLogger(BackupFolders.class);
    /** A name that begins with a dot is none of an operator's: {@link #unfinished} is one. */
    private static final Pattern NAME = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,64}");

    private static final String DESCRIPTION = "backup.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Disk root;
    private final String unfinished;

    /** The folder of a backup that is under way is the node's own: others may keep theirs here too. */
    BackupFolders(Disk root, String nodeId) {
        this.root = root;
        this.unfinished = ".unfinished-" + nodeId;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    boolean exists(String name) {
        return root.exists(name);
    }

    String directory(String name) {
        return root + "/" + name;
    }

    /** What backups of this folder there are, the newest first. */
    List<Backup> list() throws IOException {
        List<Backup> backups = new ArrayList<>();
        for (String name : root.list("")) {
            if (isName(name) && root.exists(name + "/" + DESCRIPTION)) {
                read(name).ifPresent(backups::add);
            }
        }
        backups.sort(Comparator.comparingLong(Backup::createdMillis).reversed());
        return backups;
    }

    /** Empty for one that somebody deletes just now. */
    private Optional<Backup> read(String name) {
        JsonNode json;
        try {
            json = JSON.readTree(SmallFile.read(root, name + "/" + DESCRIPTION));
        } catch (IOException e) {
            LOG.warn("backup left out, its description can't be read: name={}: {}", name, e.toString());
            return Optional.empty();
        }
        return Optional.of(new Backup(
                name,
                directory(name),
                json.path("created").asLong(),
                json.path("bytes").asLong(),
                json.path("files").asInt(),
                json.path("millis").asLong()));
    }

    /** An empty folder for a backup that is not whole yet. */
    Disk beginUnfinished() throws IOException {
        deleteUnfinished();
        root.makeDirectory(unfinished);
        return new Subfolder(root, unfinished);
    }

    /** The unfinished one is whole, and forced: it gets its description and its name. */
    void finish(Backup backup) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("created", backup.createdMillis());
        json.put("bytes", backup.bytes());
        json.put("files", backup.files());
        json.put("millis", backup.millis());
        SmallFile.write(root, unfinished, DESCRIPTION, ByteBuffer.wrap(JSON.writeValueAsBytes(json)));
        root.rename(unfinished, backup.name());
        root.forceDirectory("");
    }

    /** Deletes what a backup that was cut short has left, if there is any; not what a process is at work on. */
    void deleteUnfinished() throws IOException {
        if (root.exists(unfinished)) {
            root.lock(unfinished + "/" + DataDirectory.LOCK).close();
            for (String name : root.list(unfinished)) {
                delete(unfinished + "/" + name);
            }
            root.delete(unfinished);
        }
    }

    private void delete(String path) throws IOException {
        if (path.endsWith("/" + JournalFile.DIRECTORY) || path.endsWith("/" + ColdDirectory.DIRECTORY)) {
            for (String name : root.list(path)) {
                root.delete(path + "/" + name);
            }
        }
        root.delete(path);
    }
}
