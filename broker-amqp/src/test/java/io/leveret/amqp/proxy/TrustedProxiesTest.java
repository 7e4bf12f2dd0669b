package io.leveret.amqp.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.local.LocalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "192.168.1.7, 192.168.1.7, true",
        "192.168.1.7, 192.168.1.8, false",
        "192.168.1.7/32, 192.168.1.7, true",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, ::1, false",
        "::/0, fd00::1, true",
        "::/0, 127.0.0.1, false",
        "fd00::/8, fdff:1::2, true",
        "fd00::/8, fe80::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::1, ::2, false",
        "::ffff:10.0.0.0/8, 10.1.1.1, true"
    })
    void aNetworkHasTheAddressesOfItsPrefix(String network, String address, boolean trusted) {
        TrustedProxies proxies = TrustedProxies.of(List.of("172.16.0.1", network));

        assertThat(proxies.contain(new InetSocketAddress(address, 4711))).isEqualTo(trusted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/0x8",
                "10.0.0"
            })
    @ValueSource(strings = {"::/129", "fd00::/8 ", " ::1", "lb.example.org", "localhost", "300.0.0.1", "*"})
    void whatIsNoAddressOrNetworkIsNone(String text) {
        assertThat(TrustedProxies.isNetwork(text)).isFalse();
        assertThatThrownBy(() -> TrustedProxies.of(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoHasNoAddressOfIpIsNotTrusted() {
        TrustedProxies all = TrustedProxies.of(List.of("0.0.0.0/0", "::/0"));

        assertThat(all.contain(null)).isFalse();
        assertThat(all.contain(new LocalAddress("here"))).isFalse();
        assertThat(all.contain(InetSocketAddress.createUnresolved("here", 1))).isFalse();
        assertThat(TrustedProxies.NONE.contain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)))
                .isFalse();
    }
}
