package io.leveret.bench;

import io.leveret.amqp.frame.FrameDecoder;
import io.leveret.core.CommandBatch;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
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

/** One message, or one ack, of a socket read that brings a hundred: frames alone, and up to the commands for the core. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameDecodingBenchmark {
    private static final int COUNT = 100;

    private final ByteBuf publishes = PublishStream.publishes(ChannelsSink.CHANNEL, COUNT);
    private final ByteBuf acks = PublishStream.acks(ChannelsSink.CHANNEL, COUNT);
    private final CountingSink counting = new CountingSink();
    private final FrameDecoder countingDecoder = new FrameDecoder(counting);
    private final ChannelsSink channels = new ChannelsSink();
    private final FrameDecoder channelsDecoder = new FrameDecoder(channels);
    private final EmbeddedChannel wire = new EmbeddedChannel(countingDecoder, channelsDecoder);
    private final ChannelHandlerContext countingContext = wire.pipeline().context(countingDecoder);
    private final ChannelHandlerContext channelsContext = wire.pipeline().context(channelsDecoder);

    /** Calls the decoder itself: an embedded channel's turn would cost more than what is measured. */
    private static void read(FrameDecoder decoder, ChannelHandlerContext context, ByteBuf stream) {
        decoder.channelRead(context, stream.readerIndex(0).retain());
    }

    @TearDown
    public void release() {
        wire.checkException(); // what a decoder refused would otherwise look fast
        wire.finishAndReleaseAll();
        publishes.release();
        acks.release();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long publishFrames() {
        read(countingDecoder, countingContext, publishes);
        return counting.seen();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public long ackFrames() {
        read(countingDecoder, countingContext, acks);
        return counting.seen();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public CommandBatch publishCommands() {
        read(channelsDecoder, channelsContext, publishes);
        return channels.take();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public CommandBatch ackCommands() {
        read(channelsDecoder, channelsContext, acks);
        return channels.take();
    }
}
