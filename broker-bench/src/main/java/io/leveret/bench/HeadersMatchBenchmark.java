package io.leveret.bench;

import io.leveret.core.exchange.Binding;
import io.leveret.core.exchange.Destination;
import io.leveret.core.exchange.Exchange;
import io.leveret.core.exchange.ExchangeFactory;
import io.leveret.core.exchange.ExchangeSettings;
import io.leveret.core.exchange.ExchangeType;
import io.leveret.core.exchange.Router;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.policy.TargetKind;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One walk from a headers exchange to the one place whose binding asks for what a message's three headers say; they are decoded each time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HeadersMatchBenchmark {
    @Param({"1", "100", "10000"})
    private int bindings;

    @Param({"all", "any"})
    private String match = "all";

    private final Exchange exchange = new ExchangeFactory(new SplittableRandom(1), () -> 0)
            .create(new ExchangeSettings("events", ExchangeType.HEADERS, true, false, false, FieldTable.EMPTY));
    private final Router router = new Router(name -> null);
    private final Message message = Messages.withHeaders();

    /** The end of a binding. Owner: the benchmark's thread. */
    private static final class Place extends Destination {
        @Override
        public TargetKind kind() {
            return TargetKind.CLASSIC_QUEUE;
        }

        Place(String name) {
            super(name);
        }
    }

    @Setup
    public void bind() {
        for (int i = 0; i < bindings; i++) {
            FieldTable arguments = FieldTable.builder()
                    .put("x-match", match)
                    .put("tenant", i == 0 ? "acme" : "tenant-" + i)
                    .put("attempt", i == 0 ? 3 : 100 + i)
                    .build();
            exchange.add(new Binding(exchange, new Place("queue-" + i), "", arguments, true));
        }
        if (match().size() != 1) {
            throw new IllegalStateException("reached " + router.queues());
        }
    }

    @Benchmark
    public List<Destination> match() {
        router.begin();
        router.walk(exchange, List.of(message.routingKey()), message);
        return router.queues();
    }
}
