package io.leveret.core.message;

import java.nio.charset.StandardCharsets;

/** Encodes properties of class basic that the broker makes itself: the octets that {@link Properties} reads. What is not set is absent. Owner: whoever made it. */
public final class PropertiesBuilder {
    /** The longest short string, in octets. */
    public static final int LONGEST_TEXT = 255;

    private final byte[][] values = new byte[14][];

    public PropertiesBuilder contentType(String value) {
        return text(Properties.CONTENT_TYPE, value);
    }

    public PropertiesBuilder contentEncoding(String value) {
        return text(Properties.CONTENT_ENCODING, value);
    }

    public PropertiesBuilder headers(FieldTable value) {
        byte[] table = value.encoded();
        byte[] encoded = new byte[4 + table.length];
        number(encoded, 4, table.length);
        System.arraycopy(table, 0, encoded, 4, table.length);
        return put(Properties.HEADERS, encoded);
    }

    /** 2 is persistent. */
    public PropertiesBuilder deliveryMode(int value) {
        return put(Properties.DELIVERY_MODE, new byte[] {(byte) value});
    }

    public PropertiesBuilder priority(int value) {
        return put(Properties.PRIORITY, new byte[] {(byte) value});
    }

    public PropertiesBuilder correlationId(String value) {
        return text(Properties.CORRELATION_ID, value);
    }

    public PropertiesBuilder replyTo(String value) {
        return text(Properties.REPLY_TO, value);
    }

    public PropertiesBuilder expiration(String value) {
        return text(Properties.EXPIRATION, value);
    }

    public PropertiesBuilder messageId(String value) {
        return text(Properties.MESSAGE_ID, value);
    }

    /** Seconds since 1970, unsigned. */
    public PropertiesBuilder timestamp(long seconds) {
        byte[] encoded = new byte[8];
        number(encoded, 8, seconds);
        return put(Properties.TIMESTAMP, encoded);
    }

    public PropertiesBuilder type(String value) {
        return text(Properties.TYPE, value);
    }

    public PropertiesBuilder userId(String value) {
        return text(Properties.USER_ID, value);
    }

    public PropertiesBuilder appId(String value) {
        return text(Properties.APP_ID, value);
    }

    public PropertiesBuilder clusterId(String value) {
        return text(Properties.CLUSTER_ID, value);
    }

    public byte[] build() {
        int size = Properties.FLAGS_SIZE;
        for (byte[] value : values) {
            size += value == null ? 0 : value.length;
        }
        byte[] octets = new byte[size];
        int flags = 0;
        int at = Properties.FLAGS_SIZE;
        for (int i = 0; i < values.length; i++) {
            byte[] value = values[i];
            if (value != null) {
                flags |= Properties.CONTENT_TYPE >> i;
                System.arraycopy(value, 0, octets, at, value.length);
                at += value.length;
            }
        }
        number(octets, Properties.FLAGS_SIZE, flags);
        return octets;
    }

    private PropertiesBuilder text(int flag, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (text.length > LONGEST_TEXT) {
            throw new IllegalStateException("property of " + text.length + " octets");
        }
        byte[] encoded = new byte[1 + text.length];
        encoded[0] = (byte) text.length;
        System.arraycopy(text, 0, encoded, 1, text.length);
        return put(flag, encoded);
    }

    /** The flags are one bit each, from the highest down, in the order of the list. */
    private PropertiesBuilder put(int flag, byte[] encoded) {
        values[Integer.numberOfTrailingZeros(Properties.CONTENT_TYPE) - Integer.numberOfTrailingZeros(flag)] = encoded;
        return this;
    }

    private static void number(byte[] octets, int count, long value) {
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (value >>> (8 * (count - 1 - i)));
        }
    }
}
