package io.leveret.bench;

import io.leveret.amqp.channel.Channels;
import io.leveret.amqp.channel.Inbox;
import io.leveret.amqp.channel.Outbound;
import io.leveret.amqp.method.BasicMethod;
import io.leveret.amqp.method.MethodReader;
import io.leveret.amqp.method.MethodWriter;
import io.leveret.amqp.method.RouteOctets;
import io.leveret.core.channel.Deliver;
import io.leveret.core.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One delivery, or one confirm, of a turn that sends a hundred to a connection. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DeliverEncodingBenchmark {
    private static final int COUNT = 100;
    private static final int CHANNEL = 1;
    private static final int FRAME_MAX = 131_072;
    private static final String CONSUMER_TAG = "amq.ctag-PzR2jTx0UhG1vJ5mQwBn3A";

    private final Message message = Messages.message(false);
    private final byte[] consumerTag = RouteOctets.shortString(CONSUMER_TAG);
    private final RouteOctets route = new RouteOctets();
    private final ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(65_536);
    private final EmbeddedChannel wire = new EmbeddedChannel();
    private final Outbound outbound = new Outbound(wire);
    private final Channels channels = new Channels(new Inbox(() -> 1), outbound, new MethodReader(), 1 << 24);
    private long deliveryTag = 1;

    public DeliverEncodingBenchmark() {
        outbound.frameMax(FRAME_MAX);
    }

    @TearDown
    public void release() {
        buffer.release();
        wire.finishAndReleaseAll();
    }

    /** The writers alone. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int deliverFrames() {
        buffer.clear();
        IntFunction<ByteBuf> room = size -> buffer;
        for (int i = 0; i < COUNT; i++) {
            byte[] octets = route.encode(message.exchange(), message.routingKey());
            MethodWriter.writeDeliver(buffer, CHANNEL, consumerTag, deliveryTag++, false, octets);
            MethodWriter.writeContentHeader(buffer, CHANNEL, message.body().size(), message.properties());
            MethodWriter.writeBody(room, CHANNEL, message.body(), FRAME_MAX);
        }
        return buffer.writerIndex();
    }

    /** The core's event up to the flushed buffer. */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int deliverEvents() {
        outbound.expect(COUNT * 200L);
        for (int i = 0; i < COUNT; i++) {
            channels.write(CHANNEL, new Deliver(CONSUMER_TAG, deliveryTag++, false, message));
        }
        outbound.flush();
        int octets = 0;
        for (ByteBuf sent = wire.readOutbound(); sent != null; sent = wire.readOutbound()) {
            octets += sent.readableBytes();
            sent.release();
        }
        return octets;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public int confirmFrames() {
        buffer.clear();
        for (int i = 0; i < COUNT; i++) {
            MethodWriter.writeMethod(buffer, CHANNEL, new BasicMethod.Ack(deliveryTag++, false));
        }
        return buffer.writerIndex();
    }
}
