package io.leveret.store.eviction;

import io.leveret.core.message.Message;
import io.leveret.store.batch.Location;
import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdShelf;
import io.leveret.store.cold.ColdWriter;
import io.leveret.store.cold.SectionIndex;
import io.leveret.store.disk.Disk;
import io.leveret.store.reading.EntryFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies what a plan names into cold files, piece by piece. Owner: evictor. */
final class EvictionRound {
    /** Octets copied in one step, about. */
    private static final long STEP = 1 << 16;

    private static final int WINDOW = 1 << 18;
    /** Messages that are less than this apart are read together. */
    private static final long NEAR = 1 << 12;

    private static final Logger LOG = LoggerFactory.getLogger(EvictionRound.class);

    private final EvictionPlan plan;
    private final ColdWriter writer;
    private final ColdShelf shelf;
    private final long fileOctets;
    private final List<ColdDirectory> finished = new ArrayList<>();
    private long nextNumber;
    private boolean writing;
    private int nextBlock;
    /** The next number in the block that is being copied; -1 = no block is. */
    private long nextSeq = -1;

    private final EntryFiles files;
    private long lastLocation;
    private long lastSize;

    /** {@code fileOctets}: a cold file that is larger is followed by another; {@code firstNumber} is the first one's. */
    EvictionRound(EvictionPlan plan, Files files, long fileOctets, long firstNumber) {
        this.plan = plan;
        this.writer = files.writer;
        this.shelf = files.shelf;
        this.files = new EntryFiles(files.disk, WINDOW, octets -> {});
        this.fileOctets = fileOctets;
        this.nextNumber = firstNumber;
    }

    /** What a round reads from and writes to; the shelf is its own. */
    record Files(Disk disk, ColdWriter writer, ColdShelf shelf) {}

    /** Goes on a little; what was moved once all is, null before. */
    @Nullable
    Moved step() throws IOException {
        long from = writing ? writer.length() : 0;
        while (nextBlock < plan.blocks().size()) {
            if (!writing) {
                writer.begin(nextNumber);
                nextNumber++;
                writing = true;
                from = 0;
            }
            copy(plan.blocks().get(nextBlock), from);
            if (nextSeq < 0) {
                nextBlock++;
                rollOver();
            }
            if (!writing || writer.length() - from >= STEP) {
                return null;
            }
        }
        if (writing) {
            finished.add(writer.finish());
            writing = false;
        }
        files.close();
        return new Moved(plan.through(), finished);
    }

    /** The number after the last cold file's. */
    long nextNumber() {
        return nextNumber;
    }

    private void rollOver() throws IOException {
        if (writer.length() >= fileOctets) {
            finished.add(writer.finish());
            writing = false;
        }
    }

    private void copy(PlannedBlock block, long from) throws IOException {
        if (nextSeq < 0) {
            writer.beginSection(block.queueId(), block.base());
            nextSeq = block.firstFrom(block.base());
        }
        while (nextSeq >= 0) {
            copyMessage(block, nextSeq);
            nextSeq = block.firstFrom(nextSeq + 1);
            if (nextSeq >= 0 && writer.length() - from >= STEP) {
                return;
            }
        }
        writer.endSection();
    }

    private void copyMessage(PlannedBlock block, long seq) throws IOException {
        long location = block.isCold() ? 0 : block.location(seq);
        long deadline = block.isCold() ? 0 : block.deadline(seq);
        if (block.isCold()) {
            SectionIndex index = shelf.index(block.coldFile(), block.queueId(), seq);
            int at = index == null ? -1 : index.find(seq);
            if (index == null || at < 0) {
                return; // it could not be read before, and was told of then
            }
            location = Location.ofCold(block.coldFile(), index.offset(at));
            deadline = index.deadline(at);
        }
        Message message = read(location);
        if (message == null) {
            LOG.error(
                    "message set aside: its checksum does not fit: file={} offset={} queue id={} seq={}",
                    EntryFiles.name(location),
                    Location.offset(location),
                    block.queueId(),
                    seq);
        } else {
            writer.add(seq, message.dueAt(deadline), location);
        }
    }

    private @Nullable Message read(long location) throws IOException {
        long apart = location - lastLocation;
        lastLocation = location;
        boolean near = apart >= 0 && apart <= NEAR >>> 3;
        Message message = files.read(location, near ? WINDOW : (int) Math.min(WINDOW, NEAR + lastSize));
        lastSize = message == null ? 0 : message.bodySize();
        return message;
    }

    /** Gives up: what was written is of no use. */
    void abandon() throws IOException {
        writer.close();
        files.close();
    }
}
