package io.leveret.bench;

import io.leveret.core.ConsumeRequest;
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
 * A transient message through the core and the default exchange to one of so many queues, each message to the next one, and to its consumer, which acks all at
 * once; all consumers are one channel's. How many queues there are must hardly matter.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ManyQueuesBenchmark {
    private static final int COUNT = 1_000;

    @Param({"1", "10", "100", "1000"})
    private int queues;

    private final BenchCore core = new BenchCore();
    private final Connection publisher = core.connect("publisher");
    private final Connection consumer = core.connect("consumer");
    private String[] names = {};

    @Setup
    public void open() {
        names = new String[queues];
        for (int i = 0; i < queues; i++) {
            String name = "incoming." + i;
            names[i] = name;
            consumer.ask((host, channel) -> {
                host.declareQueue(channel, new QueueDeclaration(name, false, false, false, false, FieldTable.EMPTY));
                host.consume(channel, new ConsumeRequest(name, name, false, false, FieldTable.EMPTY));
            });
        }
        core.run(consumer);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int publish() {
        Message like = Messages.message(false);
        for (int i = 0; i < COUNT; i++) {
            Message message = new Message("", names[i % queues], like.properties(), like.body(), 0);
            publisher.ask((host, channel) -> host.publish(channel, message, false, false), message.heldBytes());
        }
        core.run(publisher);
        consumer.ask((host, channel) -> host.ack(channel, consumer.lastDelivered(), true));
        core.run(consumer);
        int delivered = consumer.takeEvents();
        if (delivered != COUNT) {
            throw new IllegalStateException(delivered + " deliveries, published were " + COUNT);
        }
        return delivered;
    }
}
