package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leveret.amqp.frame.Frame;
import io.leveret.amqp.method.ChannelMethod;
import io.leveret.amqp.method.ConnectionMethod;
import io.leveret.amqp.method.Method;
import io.leveret.amqp.method.MethodWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client of raw frames with channel 1 open; it reads and writes on the test's thread. */
final class WireClient implements AutoCloseable {
    private static final byte[] PROTOCOL_HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    final SocketChannel socket;
    private final ByteBuf received = Unpooled.buffer();

    WireClient(int port) throws IOException {
        this(port, 60);
    }

    WireClient(int port, int heartbeatSeconds) throws IOException {
        socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        write(PROTOCOL_HEADER);
        assertThat(next()).isInstanceOf(ConnectionMethod.Start.class);
        send(0, EmbeddedConnection.startOk("guest", "secret", true));
        assertThat(next()).isInstanceOf(ConnectionMethod.Tune.class);
        send(0, new ConnectionMethod.TuneOk(8, 131_072, heartbeatSeconds), new ConnectionMethod.Open("/"));
        assertThat(next()).isEqualTo(new ConnectionMethod.OpenOk());
        send(1, new ChannelMethod.Open());
        assertThat(next()).isEqualTo(new ChannelMethod.OpenOk());
    }

    void send(int channel, Method... methods) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        for (Method method : methods) {
            MethodWriter.writeMethod(bytes, channel, method);
        }
        write(ByteBufUtil.getBytes(bytes));
    }

    void write(byte[] octets) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
    }

    /** So many octets of heartbeats, which say nothing. */
    static byte[] heartbeats(int octets) {
        ByteBuf frames = Unpooled.buffer(octets);
        while (frames.readableBytes() < octets) {
            Frame.writeHeartbeat(frames);
        }
        return ByteBufUtil.getBytes(frames);
    }

    /** Writes until the kernel takes no more; nothing else can be done with this client afterwards. */
    void writeUntilFull() throws IOException {
        socket.configureBlocking(false);
        ByteBuffer buffer = ByteBuffer.wrap(heartbeats(65_536));
        while (socket.write(buffer) > 0) {
            if (!buffer.hasRemaining()) {
                buffer.rewind();
            }
        }
    }

    /** Null at the end of the stream. */
    Method next() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(8192);
        Received next = Received.read(received);
        while (next == null) {
            if (socket.read(chunk.clear()) < 0) {
                return null;
            }
            received.writeBytes(chunk.flip());
            next = Received.read(received);
        }
        return next.method();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
