package io.leveret.bench;

import io.leveret.core.BindingRequest;
import io.leveret.core.ConsumeRequest;
import io.leveret.core.ExchangeDeclaration;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message through the core and a topic exchange, of whose bindings one matches, to a queue and its consumer. The keys change from message to message, so
 * that no route is remembered. How many other bindings there are must hardly matter.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TopicPublishBenchmark {
    private static final int COUNT = 100;
    private static final String QUEUE = "incoming";

    @Param({"100", "100000"})
    private int bindings;

    private final BenchCore core = new BenchCore();
    private final Connection publisher = core.connect("publisher");
    private final Connection consumer = core.connect("consumer");
    private final String[] keys = new String[COUNT];

    @Setup
    public void open() {
        publisher.ask((host, channel) -> {
            host.declareExchange(
                    channel,
                    new ExchangeDeclaration(Messages.EXCHANGE, "topic", false, false, false, false, FieldTable.EMPTY));
            host.declareQueue(channel, new QueueDeclaration(QUEUE, false, false, false, false, FieldTable.EMPTY));
            for (int i = 0; i < bindings; i++) {
                host.bind(
                        channel,
                        new BindingRequest(
                                Messages.EXCHANGE,
                                false,
                                QUEUE,
                                i % 2 == 0 ? "site." + i + ".*" : "*." + i + ".#",
                                FieldTable.EMPTY));
            }
        });
        core.run(publisher);
        consumer.ask((host, channel) ->
                host.consume(channel, new ConsumeRequest(QUEUE, "consumer", true, false, FieldTable.EMPTY)));
        core.run(consumer);
        for (int i = 0; i < COUNT; i++) {
            keys[i] = "site." + (long) i * bindings / COUNT + ".created";
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int publish() {
        Message like = Messages.message(false);
        for (String key : keys) {
            Message message = new Message(Messages.EXCHANGE, key, like.properties(), like.body(), 0);
            publisher.ask((host, channel) -> host.publish(channel, message, false, false), message.heldBytes());
        }
        core.run(publisher);
        int delivered = consumer.takeEvents();
        if (delivered != COUNT) {
            throw new IllegalStateException(delivered + " deliveries, published were " + COUNT);
        }
        return delivered;
    }
}
