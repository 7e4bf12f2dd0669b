package io.leveret.store.eviction;

import io.leveret.store.cold.ColdDirectory;
import io.leveret.store.cold.ColdShelf;
import io.leveret.store.cold.ColdWriter;
import io.leveret.store.disk.Disk;
import io.leveret.store.intake.Doorbell;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one round after the other, a piece at a time, and deletes cold files that nobody needs: never while a round may read them. Bounded: the writer plans
 * one round at a time. Owner: evictor.
 */
public final class Evictor {
    private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);
    private static final int CHUNK = 16;

    private final Disk disk;
    private final long stamp;
    private final long fileOctets;
    private final Bells bells;
    private final SpscUnboundedArrayQueue<EvictionPlan> plans = new SpscUnboundedArrayQueue<>(CHUNK);
    private final SpscUnboundedArrayQueue<String> deletions = new SpscUnboundedArrayQueue<>(CHUNK);
    private final SpscUnboundedArrayQueue<Moved> moved = new SpscUnboundedArrayQueue<>(CHUNK);
    private @Nullable ColdWriter out;
    private @Nullable EvictionRound round;
    private long nextNumber;

    /** Files are deleted and read with {@code stamp}; {@code fileOctets}: a larger cold file is followed by another. */
    public Evictor(Disk disk, long stamp, long fileOctets, long highestNumber, List<String> unneeded, Bells bells) {
        this.disk = disk;
        this.stamp = stamp;
        this.fileOctets = fileOctets;
        this.nextNumber = highestNumber + 1;
        this.bells = bells;
        deletions.addAll(unneeded);
    }

    /** Who is rung when there is something to do; {@code octetsWritten} hears the size of each round's cold files. */
    public record Bells(Doorbell evictor, Doorbell writer, LongConsumer octetsWritten) {}

    void plan(EvictionPlan plan) {
        plans.offer(plan);
        bells.evictor.ring();
    }

    /** The file is not needed any more. Called by the writer. */
    void delete(String name) {
        deletions.offer(name);
        bells.evictor.ring();
    }

    /** What a round has moved; null if none is over. Called by the writer. */
    @Nullable
    Moved pollMoved() {
        return moved.poll();
    }

    /** Goes on with what there is to do; false if that is nothing. */
    public boolean doWork() throws IOException {
        EvictionRound current = round;
        if (current == null) {
            if (delete()) {
                return true;
            }
            EvictionPlan plan = plans.poll();
            if (plan == null) {
                return false;
            }
            current = new EvictionRound(plan, files(), fileOctets, nextNumber);
            round = current;
        }
        Moved done = step(current);
        if (done != null) {
            nextNumber = current.nextNumber();
            round = null;
            bells.octetsWritten.accept(
                    done.into().stream().mapToLong(ColdDirectory::octets).sum());
            moved.offer(done);
            bells.writer.ring();
        }
        return true;
    }

    /** Nothing depends on a round: one that fails, as on a full disk, is given up, and what it was to move is where it was. */
    private @Nullable Moved step(EvictionRound current) throws IOException {
        try {
            return current.step();
        } catch (IOException e) {
            LOG.warn("journal files could not be emptied into a cold file, to be tried again: {}", e.toString());
            giveUp(current);
            return Moved.NOTHING;
        }
    }

    /** What the round has written is of no use, and takes up space that may be short. */
    private void giveUp(EvictionRound failed) throws IOException {
        failed.abandon();
        for (long number = nextNumber; number < failed.nextNumber(); number++) {
            if (disk.exists(ColdDirectory.name(number))) {
                delete(ColdDirectory.name(number));
            }
        }
    }

    private EvictionRound.Files files() {
        ColdWriter used = out;
        if (used == null) {
            used = new ColdWriter(disk, stamp);
            out = used;
        }
        return new EvictionRound.Files(disk, used, new ColdShelf(disk, stamp));
    }

    private boolean delete() {
        String name = deletions.poll();
        if (name == null) {
            return false;
        }
        try {
            disk.delete(name);
        } catch (NoSuchFileException e) {
            LOG.debug("file {} is not there any more", name); // a backup has only what was live
        } catch (IOException e) {
            LOG.warn("file {} could not be deleted, the next start tries again: {}", name, e.toString());
        }
        return true;
    }

    /** A round that is not over is given up: what it was to move is where it was. */
    public void close() throws IOException {
        if (round != null) {
            round.abandon();
        }
    }
}
