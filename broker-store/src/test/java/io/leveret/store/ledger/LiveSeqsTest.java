package io.leveret.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.core.message.MessageRef;
import io.leveret.store.batch.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveSeqsTest {
    @Test
    void agreesWithAMapUnderAnyOrderOfAddsAndSettles() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LiveSeqs seqs = new LiveSeqs(1);
            TreeMap<Long, JournalFile> model = new TreeMap<>();
            List<JournalFile> files = new ArrayList<>();
            long last = 0;
            for (int i = 0; i < 400; i++) {
                if (files.isEmpty() || random.nextInt(40) == 0) {
                    files.add(new JournalFile(files.size() + 1L, null, 1, 1));
                }
                JournalFile file = files.get(files.size() - 1);
                if (random.nextInt(3) > 0) {
                    last += 1 + (random.nextInt(20) == 0 ? random.nextInt(10_000) : 0);
                    seqs.add(last, file, Location.of(file.seq(), 8 * last), MessageRef.NO_DEADLINE);
                    model.put(last, file);
                } else {
                    long from = model.isEmpty() || random.nextInt(9) == 0
                            ? random.nextInt((int) last + 2)
                            : model.firstKey();
                    long to = from + random.nextInt(random.nextBoolean() ? 3 : 500);
                    assertThat(seqs.anyLive(from, to))
                            .isEqualTo(!model.subMap(from, true, to, true).isEmpty());
                    seqs.settle(from, to);
                    model.subMap(from, true, to, true).clear();
                }
                check(seed, files, model);
            }
            seqs.settle(0, Long.MAX_VALUE);
            model.clear();
            check(seed, files, model);
        }
    }

    private static void check(int seed, List<JournalFile> files, Map<Long, JournalFile> model) {
        Map<JournalFile, Long> counts = new HashMap<>();
        model.values().forEach(file -> counts.merge(file, 1L, Long::sum));
        for (JournalFile file : files) {
            assertThat(file.live()).as("seed %d file %d", seed, file.seq()).isEqualTo(counts.getOrDefault(file, 0L));
        }
    }
}
