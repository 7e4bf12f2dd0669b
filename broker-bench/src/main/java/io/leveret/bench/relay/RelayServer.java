package io.leveret.bench.relay;

import io.leveret.amqp.connection.IoLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Listens on the loopback address, on one I/O loop, with the broker's socket options and the defaults of its settings. */
final class RelayServer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final int OUTPUT_BYTES = 262_144;

    private final IoLoops io = new IoLoops(1);
    private final Relay relay;

    RelayServer(Relay relay) {
        this.relay = relay;
    }

    /** Returns the port; 0 takes one that is free. */
    int listen(int port) throws IOException {
        ChannelFuture bound = io.listener(BACKLOG, OUTPUT_BYTES)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        relay.accept(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            io.close(); // its thread would keep the process alive
            throw new IOException(
                    "cannot listen on port " + port + ": " + bound.cause().getMessage(), bound.cause());
        }
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    /** Closes all sockets, and tells what was dropped. */
    @Override
    public void close() {
        io.close();
        relay.sayDropped();
    }
}
