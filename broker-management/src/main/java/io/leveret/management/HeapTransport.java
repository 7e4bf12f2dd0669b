package io.leveret.management;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.transport.Transport;

/**
 * Java's sockets, read into the heap. Vert.x keeps what comes while an earlier request of the connection is being answered, and forgets to release it when the connection
 * ends: with buffers of a pool outside of the heap anybody could use that up, without a login.
 */
final class HeapTransport extends NioTransport {
    private final HeapBuffers buffers = new HeapBuffers();

    private HeapTransport() {}

    static Transport make() {
        return new TransportInternal("nio", true, null, new HeapTransport());
    }

    @Override
    public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(config, domainSocket, bootstrap);
        bootstrap.childOption(ChannelOption.ALLOCATOR, buffers);
    }
}
