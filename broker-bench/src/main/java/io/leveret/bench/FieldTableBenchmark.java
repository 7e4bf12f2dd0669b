package io.leveret.bench;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A table of six headers: checked when it is received, decoded when somebody looks. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FieldTableBenchmark {
    private static final String LAST = "x-source";

    private final byte[] octets = FieldTable.builder()
            .put("trace-id", "4bf92f3577b34da6a3ce929d0e0e4736")
            .put("tenant", "acme")
            .put("attempt", 3)
            .put("sent-at", FieldValue.timestamp(1_790_000_000))
            .put("path", List.of(FieldValue.of("edge"), FieldValue.of("hub")))
            .put(LAST, "warehouse-7")
            .build()
            .encoded();

    private final FieldTable decoded = FieldTable.received(octets);

    @Benchmark
    public FieldTable receive() {
        return FieldTable.received(octets);
    }

    @Benchmark
    public @Nullable FieldValue receiveAndGetLast() {
        return FieldTable.received(octets).get(LAST);
    }

    @Benchmark
    public @Nullable FieldValue getLastAgain() {
        return decoded.get(LAST);
    }
}
