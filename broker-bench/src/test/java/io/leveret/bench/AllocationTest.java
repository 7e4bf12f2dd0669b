package io.leveret.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a message of 100 octets makes the collector work: no step of its way allocates much more than it did when these bounds were written. */
class AllocationTest {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @ParameterizedTest
    @CsvSource({
        "FrameDecodingBenchmark.publishFrames, 1",
        "FrameDecodingBenchmark.ackFrames, 1",
        "FrameDecodingBenchmark.publishCommands, 310",
        "FrameDecodingBenchmark.ackCommands, 85",
        "QueueTurnBenchmark.ackEach, 760",
        "QueueTurnBenchmark.ackMultiple, 680",
        "DeliverEncodingBenchmark.deliverFrames, 1",
        "DeliverEncodingBenchmark.deliverEvents, 45",
        "DeliverEncodingBenchmark.confirmFrames, 1"
    })
    void aMessageAllocatesNoMoreThan(String benchmark, double octets) throws RunnerException {
        var options = new OptionsBuilder()
                .include("\\." + benchmark.replace(".", "\\.") + "$")
                .forks(1) // the tests' own JVM has a leak detector that allocates
                .jvmArgs("-Xmx512m", "-XX:+UseParallelGC", "-Dio.netty.leakDetection.level=disabled")
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(200))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(options).run();

        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result -> assertThat(
                                result.getSecondaryResults().get(ALLOCATED).getScore())
                        .as("octets an operation, %s", result.getParams().id())
                        .isLessThanOrEqualTo(octets));
    }
}
