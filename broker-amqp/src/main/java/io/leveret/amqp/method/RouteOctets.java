package io.leveret.amqp.method;

import java.nio.charset.StandardCharsets;

/**
 * Encodes exchange and routing key, which stand side by side in deliver, get-ok and return, and remembers the last pair: consecutive
 * messages mostly share their strings, by identity. Owner: I/O loop.
 */
public final class RouteOctets {
    private String exchange = "";
    private String routingKey = "";
    private byte[] octets = new byte[2];

    /** Both as short strings, one after the other: read only. */
    @SuppressWarnings("ReferenceEquality") // the whole point: comparing characters would cost as much as encoding them
    public byte[] encode(String newExchange, String newRoutingKey) {
        if (newExchange != exchange || newRoutingKey != routingKey) {
            octets = concat(shortString(newExchange), shortString(newRoutingKey));
            exchange = newExchange;
            routingKey = newRoutingKey;
        }
        return octets;
    }

    /** A short string with the octet of its length before it. */
    public static byte[] shortString(String text) {
        byte[] characters = text.getBytes(StandardCharsets.UTF_8);
        if (characters.length > 255) {
            throw new IllegalStateException("short string of " + characters.length + " octets");
        }
        return concat(new byte[] {(byte) characters.length}, characters);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
