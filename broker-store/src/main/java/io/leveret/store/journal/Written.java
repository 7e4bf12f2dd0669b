package io.leveret.store.journal;

import io.leveret.store.disk.DiskFile;
import io.leveret.store.intake.PortMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the writer tells the syncer after a batch.
 *
 * @param file that was written to; null if nothing was left to write
 * @param lastBatch everything up to this batch has been written
 * @param marks how far the ports are once that is durable
 * @param awaited the bits of what cores wait for it to be
 * @param urgent the writer waits for it: the file is full
 */
record Written(@Nullable DiskFile file, long lastBatch, List<PortMark> marks, int awaited, boolean urgent) {}
