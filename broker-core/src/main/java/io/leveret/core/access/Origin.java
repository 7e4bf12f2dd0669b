package io.leveret.core.access;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where somebody comes from: an IPv4 address, or a network /64 of IPv6, in which anybody has as many addresses as he likes. Immutable. */
public record Origin(long bits, boolean isIpv4) {
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    private static final int MAPPED = 0xffff; // before an IPv4 address that is written as one of IPv6

    /** Null for what is no address. */
    public static @Nullable Origin of(byte[] address) {
        if (address.length == IPV4_OCTETS) {
            return ipv4(ByteBuffer.wrap(address).getInt());
        }
        if (address.length != IPV6_OCTETS) {
            return null;
        }
        ByteBuffer octets = ByteBuffer.wrap(address);
        long network = octets.getLong();
        boolean isMapped = network == 0 && octets.getInt() == MAPPED;
        return isMapped ? ipv4(octets.getInt()) : new Origin(network, false);
    }

    private static Origin ipv4(int address) {
        return new Origin(Integer.toUnsignedLong(address), true);
    }

    @Override
    public String toString() {
        return isIpv4
                ? "%d.%d.%d.%d".formatted(bits >>> 24, bits >>> 16 & 0xff, bits >>> 8 & 0xff, bits & 0xff)
                : "%x:%x:%x:%x::/64".formatted(bits >>> 48, bits >>> 32 & 0xffff, bits >>> 16 & 0xffff, bits & 0xffff);
    }
}
