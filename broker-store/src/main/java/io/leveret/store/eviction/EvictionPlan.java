package io.leveret.store.eviction;

import io.leveret.store.ledger.ColdFile;
import io.leveret.store.ledger.JournalFile;
import io.leveret.store.ledger.LiveBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * What one round is to move: all that is live in journal files up to {@code through}, and in cold files that are not worth their space. Immutable.
 *
 * @param blocks in the order of queues and numbers
 */
record EvictionPlan(long through, List<PlannedBlock> blocks) {
    static EvictionPlan of(long through, List<JournalFile> journalFiles, List<ColdFile> coldFiles) {
        List<PlannedBlock> blocks = new ArrayList<>();
        for (JournalFile file : journalFiles) {
            plan(file.blocks(), blocks);
        }
        for (ColdFile file : coldFiles) {
            plan(file.blocks(), blocks);
        }
        blocks.sort(PlannedBlock.ORDER);
        return new EvictionPlan(through, blocks);
    }

    private static void plan(List<LiveBlock> from, List<PlannedBlock> to) {
        for (LiveBlock block : from) {
            if (block.live() > 0) {
                to.add(new PlannedBlock(block));
            }
        }
    }
}
