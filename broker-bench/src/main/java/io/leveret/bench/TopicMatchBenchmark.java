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

/** One walk from a topic exchange to the one queue whose pattern matches; the keys come in turn, so that no route can be remembered. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TopicMatchBenchmark {
    private static final int KEYS = 1024;

    @Param({"10", "1000", "100000"})
    private int bindings;

    private final Exchange exchange = new ExchangeFactory(new SplittableRandom(1), () -> 0)
            .create(new ExchangeSettings("events", ExchangeType.TOPIC, true, false, false, FieldTable.EMPTY));
    private final Router router = new Router(name -> null);
    private final Message message = Messages.message(false);
    private final String[] keys = new String[KEYS];
    private int nextKey;

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
            exchange.add(new Binding(exchange, new Place("queue-" + i), pattern(i), FieldTable.EMPTY, true));
        }
        for (int i = 0; i < KEYS; i++) {
            keys[i] = key((int) ((long) i * bindings / KEYS));
            if (walk(keys[i]).size() != 1) {
                throw new IllegalStateException("key '" + keys[i] + "' reached " + router.queues());
            }
        }
    }

    /** The id, which no pattern leaves open, makes the match the only one. */
    private static String pattern(int i) {
        String site = "site-" + i % 97;
        String kind = "kind-" + i % 10;
        String id = "id-" + i;
        return switch (i % 4) {
            case 0 -> site + "." + kind + "." + id;
            case 1 -> site + ".*." + id + ".created";
            case 2 -> "*." + kind + "." + id + ".#";
            default -> site + "." + kind + "." + id + ".*.*";
        };
    }

    private static String key(int i) {
        String start = "site-" + i % 97 + ".kind-" + i % 10 + ".id-" + i;
        return switch (i % 4) {
            case 0 -> start;
            case 1 -> start + ".created";
            default -> start + ".created.v1";
        };
    }

    private List<Destination> walk(String key) {
        router.begin();
        router.walk(exchange, List.of(key), message);
        return router.queues();
    }

    @Benchmark
    public List<Destination> match() {
        String key = keys[nextKey];
        nextKey = nextKey + 1 & KEYS - 1;
        return walk(key);
    }
}
