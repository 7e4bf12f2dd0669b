package io.leveret.amqp.connection;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;

/** Whether the peer has gone, for sockets that are not read: the end of the stream is hidden behind octets that nobody reads. */
final class SocketEnd {
    // include/net/tcp_states.h
    private static final int TCP_CLOSE = 7;
    private static final int TCP_CLOSE_WAIT = 8;
    private static final int TCP_LAST_ACK = 9;
    private static final int TCP_CLOSING = 11;

    private SocketEnd() {}

    /** Asks the kernel. Without epoll it says no, and a heartbeat that cannot be sent shows it. */
    static boolean isClosedByPeer(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket)) {
            return false;
        }
        return switch (socket.tcpInfo().state()) {
            case TCP_CLOSE, TCP_CLOSE_WAIT, TCP_LAST_ACK, TCP_CLOSING -> true;
            default -> false;
        };
    }
}
