package io.leveret.bench;

import io.leveret.amqp.memory.PooledMemory;
import io.leveret.core.ConsumeRequest;
import io.leveret.core.QueueDeclaration;
import io.leveret.core.message.Body;
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
 * A transient message through the core and a queue in which so many wait already: with many it is made octets and a message again. One is published for each that
 * is acked.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeepQueueBenchmark {
    private static final int COUNT = 500;
    private static final String QUEUE = "incoming";

    /** With as many as are delivered at once none waits. */
    @Param({"500", "200000"})
    private int waiting;

    private final BenchCore core = new BenchCore(1L << 30, new PooledMemory());
    private final Connection publisher = core.connect("publisher");
    private final Connection consumer = core.connect("consumer");

    @Setup
    public void open() {
        consumer.ask((host, channel) -> {
            host.declareQueue(channel, new QueueDeclaration(QUEUE, false, false, false, false, FieldTable.EMPTY));
            host.qos(channel, 0, COUNT, false);
            host.consume(channel, new ConsumeRequest(QUEUE, "", false, false, FieldTable.EMPTY));
        });
        core.run(consumer);
        for (int i = 0; i < waiting; i += COUNT) {
            publish();
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int ackAndPublish() {
        consumer.ask((host, channel) -> host.ack(channel, consumer.lastDelivered(), true));
        consumer.submit();
        publish();
        int delivered = consumer.takeEvents();
        if (delivered == 0) {
            throw new IllegalStateException("nothing was delivered");
        }
        return delivered;
    }

    private void publish() {
        Message like = Messages.message(false);
        for (int i = 0; i < COUNT; i++) {
            Body body = Body.of(new byte[Messages.BODY_SIZE]);
            Message message = new Message("", QUEUE, like.properties(), body, 0);
            publisher.ask((host, channel) -> host.publish(channel, message, false, false), message.heldBytes());
        }
        core.run(publisher);
    }
}
