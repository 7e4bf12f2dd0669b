package io.leveret.store.recovery;

import io.leveret.core.journal.Replay;
import io.leveret.store.batch.Evicted;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdReader;
import io.leveret.store.cold.ColdSection;
import io.leveret.store.disk.CorruptStoreException;
import io.leveret.store.disk.DataDirectoryException;
import io.leveret.store.disk.Disk;
import io.leveret.store.disk.DiskFile;
import io.leveret.store.ledger.ColdFile;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.Ledger;
import io.leveret.store.ledger.LiveBlock;
import io.leveret.store.ledger.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies in cold files, at a start. A file that snapshot or journal name may be gone or damaged and yet not missed: nothing in it is live any more, or it
 * was rewritten since, or the journal still has all of it. So it is {@linkplain #check asked for} only when all records are applied. Owner: node, while it starts.
 */
final class ColdRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(ColdRecovery.class);
    private static final Pattern COLD_FILE = Pattern.compile("c-([1-9]\\d{0,9})\\.seg");

    private final Disk disk;
    private final long stamp;
    private final boolean truncate;
    /** Of the files that were looked at; empty if there is none that is whole. */
    private final Map<Long, Optional<ColdDirectory>> directories = new HashMap<>();

    private final Map<Long, IOException> failures = new HashMap<>();
    private final List<CorruptStoreException> losses = new ArrayList<>();

    ColdRecovery(Disk disk, long stamp, boolean truncate) {
        this.disk = disk;
        this.stamp = stamp;
        this.truncate = truncate;
    }

    void restore(Snapshot snapshot, Ledger ledger) throws IOException {
        for (Snapshot.ColdBlock block : snapshot.cold().blocks()) {
            Optional<ColdDirectory> directory = look(block.file());
            ledger.restoreCold(block, directory.map(ColdDirectory::octets).orElse(0L));
        }
    }

    /** The journal says that messages have moved; those whose new place can't be read are still at the old one. */
    void evicted(Evicted record, Ledger ledger) {
        List<ColdDirectory> into = new ArrayList<>();
        for (long number : record.coldFiles()) {
            look(number).ifPresent(into::add);
        }
        ledger.evicted(record, into);
    }

    private Optional<ColdDirectory> look(long number) {
        return directories.computeIfAbsent(number, this::read);
    }

    private Optional<ColdDirectory> read(long number) {
        String name = ColdDirectory.name(number);
        if (!disk.exists(name)) {
            return Optional.empty();
        }
        try (DiskFile file = disk.open(name)) {
            return Optional.of(ColdReader.directory(file, number, stamp));
        } catch (IOException e) {
            LOG.warn("cold file can't be read: {}", e.getMessage());
            failures.put(number, e);
            return Optional.empty();
        }
    }

    /**
     * Refuses to go on without what is live and can't be found. What is live in a journal file that was emptied is as good as lost, though it is still there: its
     * cold file can't be read, and the next snapshot would pass over it.
     */
    void check(Ledger ledger, List<JournalFile> journalFiles) throws IOException {
        for (IOException failure : failures.values()) {
            if (failure instanceof DataDirectoryException) {
                throw failure; // a newer version wrote it: nobody here can tell what it is good for
            }
        }
        List<LiveBlock> missing = new ArrayList<>();
        for (ColdFile file : List.copyOf(ledger.cold().all())) {
            for (LiveBlock block : file.blocks()) {
                if (section(file.number(), block) == null) {
                    refuse(file.number(), block);
                    missing.add(block);
                }
            }
        }
        for (JournalFile file : journalFiles) {
            for (LiveBlock block : file.seq() <= ledger.evictedThrough() ? file.blocks() : List.<LiveBlock>of()) {
                if (block.live() > 0) {
                    refuse(unreadable(), block);
                    missing.add(block);
                }
            }
        }
        for (LiveBlock block : missing) {
            LOG.warn(
                    "messages are lost with a cold file: queue id={} first seq={} count={}",
                    block.queueId(),
                    block.base(),
                    block.live());
            block.settleAll(ledger);
        }
    }

    /** The number of a cold file that was named and could not be read. */
    private long unreadable() {
        return directories.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .mapToLong(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    private void refuse(long number, LiveBlock block) throws IOException {
        IOException failure = failures.get(number);
        if (failure != null && !truncate) {
            throw failure;
        }
        CorruptStoreException corruption = failure instanceof CorruptStoreException corrupt
                ? corrupt
                : new CorruptStoreException(
                        ColdDirectory.name(number), 0, "a cold file with messages of queue " + block.queueId());
        if (!truncate) {
            throw corruption;
        }
        losses.add(corruption);
    }

    private @Nullable ColdSection section(long number, LiveBlock block) {
        ColdSection found = look(number)
                .map(directory -> directory.find(block.queueId(), block.base()))
                .orElse(null);
        return found != null && found.base() == block.base() ? found : null;
    }

    /** Passes on what is live, queue by queue. */
    long replay(Ledger ledger, Replay to) throws IOException {
        ColdRuns runs = new ColdRuns(disk, ledger, truncate);
        List<LiveBlock> blocks = new ArrayList<>();
        ledger.forEachBlock(block -> {
            if (block.home() instanceof ColdFile) {
                blocks.add(block);
            }
        });
        for (LiveBlock block : blocks) {
            long number = ((ColdFile) block.home()).number();
            ColdSection section = section(number, block);
            if (section != null) {
                runs.replay(number, section, block, to);
            }
        }
        runs.close();
        losses.addAll(runs.losses());
        return runs.messages();
    }

    /** What could not be read: its messages are given up, as it is the operator's will. */
    List<CorruptStoreException> losses() {
        return losses;
    }

    /** Names of files in the cold folder that nobody needs. */
    List<String> unneeded(Ledger ledger) throws IOException {
        List<String> unneeded = new ArrayList<>();
        for (String name : disk.list(ColdDirectory.DIRECTORY)) {
            Matcher file = COLD_FILE.matcher(name);
            if (!file.matches() || ledger.cold().find(Long.parseLong(file.group(1))) == null) {
                unneeded.add(ColdDirectory.DIRECTORY + "/" + name);
            }
        }
        return unneeded;
    }
}
