package io.leveret.management;

import io.leveret.management.gauge.Gauges;
import java.util.List;

/** Gauges that stand still. */
public final class FakeGauges implements Gauges {
    @Override
    public Reading read() {
        Durations syncs = new Durations(List.of(64_000L, 128_000L), List.of(5L, 3L, 2L), 3_000_000);
        return new Reading(
                new OsProcess(50, 1024, 20, 30),
                new Memory(500_000, 100_000, 400_000, 50_000, 400_000, 300_000, 7, 21),
                new Disk(2_000_000, 1_000_000),
                new Journal(1_000, 100, 65_536, 12, 4_096, 8_192, syncs),
                syncs);
    }
}
