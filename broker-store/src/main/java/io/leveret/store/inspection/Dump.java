package io.leveret.store.inspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.journal.JournalRecord;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdReader;
import io.leveret.store.cold.ColdSection;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectory;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.ledger.Snapshot;
import io.leveret.store.ledger.SnapshotFiles;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tells what the definitions file of a data directory has, then the records of its journal in their order, then the sections of its cold files, one JSON
 * object in a line for each. In memory is one batch at a time, or the directory of one cold file. The directory is one of an {@link UnchangedDisk}. Owner: node, or who looks at its folder while it does
 * not run.
 */
public final class Dump {
    private final DataDirectory directory;
    private final Disk disk;
    private final boolean bodies;
    private final Consumer<String> lines;
    private final FaultList faults;

    /** {@code bodies}: with the messages' bodies. */
    public Dump(DataDirectory directory, boolean bodies, Consumer<String> lines, Findings findings) {
        this.directory = directory;
        this.disk = directory.disk();
        this.bodies = bodies;
        this.lines = lines;
        this.faults = new FaultList(findings);
    }

    /** Returns the number of faults on the way; what is damaged is left out. */
    public int run() throws IOException {
        Snapshot snapshot = NewestDefinitions.read(disk, faults);
        Set<Long> coldFiles = new TreeSet<>();
        if (snapshot != null) {
            snapshot.cold().blocks().forEach(block -> coldFiles.add(block.file()));
            tell(snapshot);
        } else {
            coldFiles.addAll(StoreFolder.coldFiles(disk));
        }
        RecordLines records = new RecordLines(bodies, this::line, coldFiles::add);
        long firstFile = snapshot == null ? 1 : snapshot.firstFile();
        long firstBatch = snapshot == null ? 0 : snapshot.firstBatch();
        new JournalWalk(disk, directory.stamp(), records, faults)
                .walk(StoreFolder.journalFiles(disk, firstFile), firstBatch);
        for (long number : coldFiles) {
            if (disk.exists(ColdDirectory.name(number))) { // else nothing in it was live any more
                sections(number);
            }
        }
        return faults.count();
    }

    /** The records that made it may be gone. */
    private void tell(Snapshot snapshot) {
        String file = SnapshotFiles.name(snapshot.number());
        snapshot.settings().forEach(setting -> line(json(file, setting)));
        snapshot.exchanges().forEach(exchange -> line(json(file, exchange)));
        for (Snapshot.QueueMarks queue : snapshot.queues()) {
            ObjectNode line = json(file, queue.declared());
            line.put("delivered", queue.delivered()).put("highest", queue.highest());
            ObjectNode requeued = line.putObject("requeued");
            queue.requeued().forEach((seq, count) -> requeued.put(Long.toString(seq), count));
            line(line);
        }
        snapshot.bindings().forEach(binding -> line(json(file, binding)));
    }

    private static ObjectNode json(String file, JournalRecord record) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("file", file).put("type", RecordJson.type(record));
        RecordJson.put(record, line);
        return line;
    }

    private void sections(long number) throws IOException {
        String name = ColdDirectory.name(number);
        try (DiskFile file = disk.open(name)) {
            for (ColdSection section :
                    ColdReader.directory(file, number, directory.stamp()).sections()) {
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.put("file", name).put("type", "section");
                line.put("queueId", section.queueId()).put("first", section.base());
                line.put("count", section.count()).put("bodyOctets", section.bodyOctets());
                line(line);
            }
        } catch (CorruptStoreException e) {
            faults.add(Fault.of(e));
        } catch (DataDirectoryException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    private void line(ObjectNode line) {
        lines.accept(line.toString());
    }
}
