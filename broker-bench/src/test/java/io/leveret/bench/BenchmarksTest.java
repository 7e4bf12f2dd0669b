package io.leveret.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, once and too short to say anything: so that none is broken on the day it is wanted. */
class BenchmarksTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                BindingChurnBenchmark.class,
                DeepQueueBenchmark.class,
                DeliverEncodingBenchmark.class,
                FieldTableBenchmark.class,
                FrameDecodingBenchmark.class,
                HeadersMatchBenchmark.class,
                JournalAppendBenchmark.class,
                ManyQueuesBenchmark.class,
                QueueDeclareBenchmark.class,
                QueueTurnBenchmark.class,
                TopicMatchBenchmark.class,
                TopicPublishBenchmark.class
            })
    void everyBenchmarkRuns(Class<?> benchmark) throws RunnerException {
        var options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .param("fileSize", "1048576")
                .param("queues", "1000")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();

        Collection<RunResult> results = new Runner(options).run();

        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }
}
