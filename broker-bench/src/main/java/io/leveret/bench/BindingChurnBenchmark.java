package io.leveret.bench;

import io.leveret.core.BindingRequest;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.message.FieldTable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * So many durable queues, each bound to one exchange: declared, bound, and deleted again with their bindings; journal faked. Ten times the queues must take
 * ten times as long, or something looks through all of them.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class BindingChurnBenchmark {
    private static final int BATCH = 100;

    @Param({"10000", "100000"})
    private int queues;

    @Param({"direct", "topic", "headers", "x-consistent-hash"})
    private String type = "topic";

    private final BenchCore core = new BenchCore();
    private final Connection connection = core.connect("application");

    @Setup(Level.Trial)
    public void open() {
        connection.ask((host, channel) -> host.declareExchange(
                channel,
                new ExchangeDeclaration(Messages.EXCHANGE, type, false, true, false, false, FieldTable.EMPTY)));
    }

    private void turn(int i) {
        if (i % BATCH == BATCH - 1) {
            core.run(connection);
        }
    }

    private String bindingKey(int i) {
        return type.equals("x-consistent-hash") ? "10" : "orders.*.item-" + i + ".#";
    }

    @Benchmark
    public int declareBindDelete() {
        for (int i = 0; i < queues; i++) {
            String queue = "queue-" + i;
            BindingRequest binding =
                    new BindingRequest(Messages.EXCHANGE, false, queue, bindingKey(i), FieldTable.EMPTY);
            connection.ask((host, channel) -> {
                host.declareQueue(channel, new QueueDeclaration(queue, false, true, false, false, FieldTable.EMPTY));
                host.bind(channel, binding);
            });
            turn(i);
        }
        for (int i = 0; i < queues; i++) {
            String queue = "queue-" + i;
            connection.ask((host, channel) -> host.deleteQueue(channel, queue, false, false));
            turn(i);
        }
        return connection.takeEvents();
    }
}
