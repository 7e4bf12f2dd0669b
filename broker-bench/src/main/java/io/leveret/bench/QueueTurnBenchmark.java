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
 * One message through the core: published, routed, enqueued, dispatched, acked. A batch of publishes comes in a turn of its own, then the
 * acks of what was delivered in another. What the I/O loop makes for it is counted: the message without its octets, two commands, the batches.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueTurnBenchmark {
    private static final int COUNT = 100;
    private static final String QUEUE = "incoming";

    /** Persistent messages to a durable queue, or transient ones. */
    @Param({"false", "true"})
    private boolean persistent;

    @Param({"false", "true"})
    private boolean confirms;

    private final BenchCore core = new BenchCore();
    private final Connection publisher = core.connect("publisher");
    private final Connection consumer = core.connect("consumer");

    @Setup
    public void open() {
        publisher.ask((host, channel) -> {
            host.declareExchange(
                    channel,
                    new ExchangeDeclaration(Messages.EXCHANGE, "topic", false, true, false, false, FieldTable.EMPTY));
            host.declareQueue(channel, new QueueDeclaration(QUEUE, false, true, false, false, FieldTable.EMPTY));
            host.bind(channel, new BindingRequest(Messages.EXCHANGE, false, QUEUE, "orders.#", FieldTable.EMPTY));
            if (confirms) {
                host.confirmSelect(channel);
            }
        });
        core.run(publisher);
        consumer.ask((host, channel) -> {
            host.qos(channel, 0, 2 * COUNT, false);
            host.consume(channel, new ConsumeRequest(QUEUE, "consumer", false, false, FieldTable.EMPTY));
        });
        core.run(consumer);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int ackEach() {
        long firstTag = consumer.lastDelivered() + 1;
        publish(false);
        for (long tag = firstTag; tag < firstTag + COUNT; tag++) {
            long acked = tag;
            consumer.ask((host, channel) -> host.ack(channel, acked, false));
        }
        return submitAcks();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int ackMultiple() {
        publish(false);
        consumer.ask((host, channel) -> host.ack(channel, consumer.lastDelivered(), true));
        return submitAcks();
    }

    /** Headers are looked at for CC, and keep a route from being remembered. Transient always. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int headersAckMultiple() {
        publish(true);
        consumer.ask((host, channel) -> host.ack(channel, consumer.lastDelivered(), true));
        return submitAcks();
    }

    private void publish(boolean withHeaders) {
        for (int i = 0; i < COUNT; i++) {
            Message message = withHeaders ? Messages.withHeaders() : Messages.message(persistent);
            publisher.ask((host, channel) -> host.publish(channel, message, false, false), message.heldBytes());
        }
        core.run(publisher);
    }

    private int submitAcks() {
        core.run(consumer);
        int delivered = consumer.takeEvents();
        if (delivered != COUNT) {
            throw new IllegalStateException(delivered + " deliveries, published were " + COUNT);
        }
        return delivered + publisher.takeEvents();
    }
}
