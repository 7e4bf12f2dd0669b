package io.leveret.amqp.proxy;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The addresses whose connections begin with a PROXY header that is believed. */
public final class TrustedProxies {
    /** Every connection is its client's own. */
    public static final TrustedProxies NONE = of(List.of());

    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(List<IpSubnetFilterRule> networks) {
        this.networks = networks;
    }

    /** {@code networks} are such that {@link #isNetwork} is true of each. */
    public static TrustedProxies of(List<String> networks) {
        return new TrustedProxies(networks.stream()
                .map(text -> network(text).orElseThrow(() -> new IllegalArgumentException("no network: " + text)))
                .toList());
    }

    /** Whether this is an IP address, or one with the length of a network's prefix such as {@code 10.0.0.0/8}. Names of hosts are none. */
    public static boolean isNetwork(String text) {
        return network(text).isPresent();
    }

    private static Optional<IpSubnetFilterRule> network(String text) {
        int slash = text.indexOf('/');
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int bits = address.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
        return prefix < 0 || prefix > bits
                ? Optional.empty()
                : Optional.of(new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT));
    }

    private static int prefix(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    /** Whether a connection from this address must begin with a PROXY header. */
    public boolean contain(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet
                && networks.stream().anyMatch(network -> network.matches(inet));
    }
}
