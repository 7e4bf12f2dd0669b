package io.leveret.amqp.connection;

import io.leveret.core.access.Account;
import io.leveret.core.channel.NetworkAddress;
import io.leveret.core.channel.TlsDetails;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection: where from, as its proxy tells if it has one, and what TLS has found out about it. Owner: I/O loop. */
final class Peer {
    private static final AttributeKey<Peer> KEY = AttributeKey.valueOf(Peer.class, "peer");

    private final Channel channel;
    private boolean proxied;
    private @Nullable InetSocketAddress source;
    private @Nullable InetSocketAddress destination;
    private @Nullable TlsDetails tls;
    private @Nullable String certificateName;

    private Peer(Channel channel) {
        this.channel = channel;
    }

    static Peer of(Channel channel) {
        Peer known = channel.attr(KEY).get();
        if (known == null) {
            known = new Peer(channel);
            channel.attr(KEY).set(known);
        }
        return known;
    }

    /**
     * A trusted proxy has connected for a client at {@code from}, who had connected to {@code to}; null is what the proxy does not know, for which the socket's own
     * address stands.
     */
    void proxied(@Nullable InetSocketAddress from, @Nullable InetSocketAddress to) {
        proxied = true;
        source = from;
        destination = to;
    }

    SocketAddress address() {
        return source == null ? channel.remoteAddress() : source;
    }

    SocketAddress local() {
        return destination == null ? channel.localAddress() : destination;
    }

    /** The octets of its address; none if it has no address. */
    byte[] octets() {
        return address() instanceof InetSocketAddress inet ? inet.getAddress().getAddress() : new byte[0];
    }

    /** Whether this user may come from there. */
    boolean mayBe(Account account) {
        return isLoopback() || !account.loopbackOnly();
    }

    /** Whether the client is on this host. What is one of a proxy elsewhere is not, and neither is one that its proxy says nothing of. */
    private boolean isLoopback() {
        return isLoopback(channel.remoteAddress()) && (!proxied || isLoopback(source));
    }

    private static boolean isLoopback(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress().isLoopbackAddress();
    }

    /** The connection's name for people, as RabbitMQ makes it. */
    String connectionName() {
        return text(address()) + " -> " + text(local());
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }

    static NetworkAddress network(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? new NetworkAddress(inet.getAddress().getHostAddress(), inet.getPort())
                : new NetworkAddress(String.valueOf(address), 0);
    }

    /** The handshake is over. {@code userName} is who the client's certificate stands for, null if it gave none or that has no such name. */
    void secured(TlsDetails details, @Nullable String userName) {
        tls = details;
        certificateName = userName;
    }

    /** Null without TLS. */
    @Nullable
    TlsDetails tls() {
        return tls;
    }

    /** The user whose certificate the client has shown and whose key it has; null if there is none. */
    @Nullable
    String certificateName() {
        return certificateName;
    }

    @Override
    public String toString() {
        return text(address());
    }
}
