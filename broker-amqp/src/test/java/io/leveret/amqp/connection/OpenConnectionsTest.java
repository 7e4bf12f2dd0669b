package io.leveret.amqp.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private final OpenConnections open = new OpenConnections(new CurrentSettings(TestNode.settings(65_536, 100, 2)));

    private EmbeddedChannel from(String address) {
        EmbeddedChannel channel = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 40_000);
            }
        };
        open.accept(channel);
        open.acceptFrom(channel);
        return channel;
    }

    @Test
    void anAddressMayHaveAsManyConnectionsAsTheLimitSays() {
        EmbeddedChannel first = from("10.0.0.1");
        EmbeddedChannel second = from("10.0.0.1");
        assertThatCode(() -> open.requireRoom(Peer.of(second))).doesNotThrowAnyException();
        EmbeddedChannel third = from("10.0.0.1");
        assertThatThrownBy(() -> open.requireRoom(Peer.of(third)))
                .hasMessage("connection refused: connection limit (2) of address 10.0.0.1 is reached");
        assertThatCode(() -> open.requireRoom(Peer.of(from("10.0.0.2")))).doesNotThrowAnyException();
        first.close();
        assertThatCode(() -> open.requireRoom(Peer.of(third))).doesNotThrowAnyException();
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() {
        from("2001:db8::1");
        from("2001:db8::2");
        EmbeddedChannel third = from("2001:db8::3");
        assertThatThrownBy(() -> open.requireRoom(Peer.of(third))).hasMessageContaining("2001:db8:0:0::/64");
    }

    @Test
    void manyMoreAreNotEvenListenedTo() {
        List<EmbeddedChannel> all = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            all.add(from("10.0.0.1"));
        }
        assertThat(all).allMatch(EmbeddedChannel::isOpen);
        assertThat(from("10.0.0.1").isOpen()).isFalse();
        assertThat(from("10.0.0.2").isOpen()).isTrue();
        all.forEach(EmbeddedChannel::close);
        assertThat(from("10.0.0.1").isOpen()).isTrue();
    }
}
