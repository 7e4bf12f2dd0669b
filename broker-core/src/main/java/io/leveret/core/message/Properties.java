package io.leveret.core.message;

import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads single properties of class basic out of a content header's octets: two octets of property flags, then the list of those
 * present (specification 4.2.6.1). All but {@link #validate} trust the octets to be valid.
 */
public final class Properties {
    // the flags in the order of the list
    static final int CONTENT_TYPE = 1 << 15;
    static final int CONTENT_ENCODING = 1 << 14;
    static final int HEADERS = 1 << 13;
    static final int DELIVERY_MODE = 1 << 12;
    static final int PRIORITY = 1 << 11;
    static final int CORRELATION_ID = 1 << 10;
    static final int REPLY_TO = 1 << 9;
    static final int EXPIRATION = 1 << 8;
    static final int MESSAGE_ID = 1 << 7;
    static final int TIMESTAMP = 1 << 6;
    static final int TYPE = 1 << 5;
    static final int USER_ID = 1 << 4;
    static final int APP_ID = 1 << 3;
    static final int CLUSTER_ID = 1 << 2;

    /** A 15th property, and the bit that announces more flags: class basic has neither. */
    private static final int UNKNOWN = 0b11;

    /** Ten years: what RabbitMQ takes at most. */
    public static final long MAX_EXPIRATION_MILLIS = 315_360_000_000L;

    static final int FLAGS_SIZE = 2;
    private static final int PERSISTENT = 2;
    private static final byte[] NONE = new byte[FLAGS_SIZE];

    private Properties() {}

    /** The octets of no properties at all: read only. */
    public static byte[] none() {
        return NONE;
    }

    /** The octets of what the broker itself publishes: {@code timestamp} in seconds since 1970; an empty content type or delivery mode 0 is none. */
    public static byte[] of(String contentType, FieldTable headers, int deliveryMode, long timestamp) {
        byte[] octets = withHeaders(NONE, headers);
        if (!contentType.isEmpty()) {
            octets = replace(octets, CONTENT_TYPE, shortString(contentType));
        }
        if (deliveryMode != 0) {
            octets = replace(octets, DELIVERY_MODE, new byte[] {(byte) deliveryMode});
        }
        byte[] seconds = new byte[8];
        for (int i = 0; i < 8; i++) {
            seconds[i] = (byte) (timestamp >>> (56 - 8 * i));
        }
        return replace(octets, TIMESTAMP, seconds);
    }

    /** Whether delivery-mode is 2; anything else, or none, is transient. */
    public static boolean persistent(byte[] octets) {
        return deliveryMode(octets) == PERSISTENT;
    }

    /** Whether the broker acts on any of them beside delivery-mode: headers, reply-to, expiration, user-id. */
    public static boolean actsOnBroker(byte[] octets) {
        return has(octets, HEADERS | REPLY_TO | EXPIRATION | USER_ID);
    }

    public static boolean hasPriority(byte[] octets) {
        return has(octets, PRIORITY);
    }

    public static boolean hasHeaders(byte[] octets) {
        return has(octets, HEADERS);
    }

    /** Whether there is a header of that name: decodes the headers only if the octets of its name are among them. */
    public static boolean hasHeader(byte[] octets, String name) {
        if (!has(octets, HEADERS)) {
            return false;
        }
        int at = offset(octets, HEADERS);
        int end = skip(octets, at, HEADERS) - name.length();
        for (int i = at + 4; i < end; i++) {
            if (octets[i] == name.length() && octets[i + 1] == name.charAt(0)) {
                FieldTable headers = headers(octets);
                return headers != null && headers.get(name) != null;
            }
        }
        return false;
    }

    /** 0 if absent. */
    public static int deliveryMode(byte[] octets) {
        return octet(octets, DELIVERY_MODE);
    }

    /** 0 if absent. */
    public static int priority(byte[] octets) {
        return octet(octets, PRIORITY);
    }

    /** Seconds since 1970, unsigned. */
    public static @Nullable Long timestamp(byte[] octets) {
        if (!has(octets, TIMESTAMP)) {
            return null;
        }
        int at = offset(octets, TIMESTAMP);
        return (long) int32(octets, at) << 32 | (int32(octets, at + 4) & 0xffff_ffffL);
    }

    /** The headers; null if absent, which is not the same on the wire as none in them. */
    public static @Nullable FieldTable headers(byte[] octets) {
        if (!has(octets, HEADERS)) {
            return null;
        }
        int at = offset(octets, HEADERS);
        return FieldTable.decode(Arrays.copyOfRange(octets, at + 4, skip(octets, at, HEADERS)));
    }

    public static @Nullable String contentType(byte[] octets) {
        return shortString(octets, CONTENT_TYPE);
    }

    public static @Nullable String contentEncoding(byte[] octets) {
        return shortString(octets, CONTENT_ENCODING);
    }

    public static @Nullable String correlationId(byte[] octets) {
        return shortString(octets, CORRELATION_ID);
    }

    public static @Nullable String replyTo(byte[] octets) {
        return shortString(octets, REPLY_TO);
    }

    public static @Nullable String expiration(byte[] octets) {
        return shortString(octets, EXPIRATION);
    }

    public static @Nullable String messageId(byte[] octets) {
        return shortString(octets, MESSAGE_ID);
    }

    public static @Nullable String type(byte[] octets) {
        return shortString(octets, TYPE);
    }

    public static @Nullable String userId(byte[] octets) {
        return shortString(octets, USER_ID);
    }

    public static @Nullable String appId(byte[] octets) {
        return shortString(octets, APP_ID);
    }

    public static @Nullable String clusterId(byte[] octets) {
        return shortString(octets, CLUSTER_ID);
    }

    /** The same octets but for reply-to. */
    public static byte[] withReplyTo(byte[] octets, String replyTo) {
        return replace(octets, REPLY_TO, shortString(replyTo));
    }

    private static byte[] shortString(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        if (text.length > 255) {
            throw new IllegalStateException("short string of " + text.length + " octets");
        }
        byte[] octets = new byte[1 + text.length];
        octets[0] = (byte) text.length;
        System.arraycopy(text, 0, octets, 1, text.length);
        return octets;
    }

    /** The same octets but for the headers; null takes them away. */
    public static byte[] withHeaders(byte[] octets, @Nullable FieldTable headers) {
        if (headers == null) {
            return replace(octets, HEADERS, new byte[0]);
        }
        byte[] table = headers.encoded();
        byte[] value = new byte[4 + table.length];
        for (int i = 0; i < 4; i++) {
            value[i] = (byte) (table.length >>> (24 - 8 * i));
        }
        System.arraycopy(table, 0, value, 4, table.length);
        return replace(octets, HEADERS, value);
    }

    /** The expiration in milliseconds; -1 if there is none, or none that is a number from 0 to ten years. */
    public static long expirationMillis(byte[] octets) {
        if (!has(octets, EXPIRATION)) {
            return -1;
        }
        int at = offset(octets, EXPIRATION);
        int length = octets[at] & 0xff;
        int from = length > 0 && octets[at + 1] == '+' ? 2 : 1;
        long millis = from > length ? -1 : 0;
        for (int i = from; i <= length && millis >= 0; i++) {
            int digit = octets[at + i] - '0';
            millis = digit < 0 || digit > 9 ? -1 : millis * 10 + digit;
            if (millis > MAX_EXPIRATION_MILLIS) {
                return -1;
            }
        }
        return millis;
    }

    /** The same octets but for one header, which is taken away. */
    public static byte[] withoutHeader(byte[] octets, String name) {
        FieldTable headers = headers(octets);
        if (headers == null) {
            return octets;
        }
        FieldTable.Builder kept = FieldTable.builder();
        for (FieldTable.Entry header : headers) {
            if (!header.key().equals(name)) {
                kept.put(header.key(), header.value());
            }
        }
        return withHeaders(octets, kept.build());
    }

    /** The same octets without expiration: a dead-lettered message must not expire again. */
    public static byte[] withoutExpiration(byte[] octets) {
        return replace(octets, EXPIRATION, new byte[0]);
    }

    /** Checks octets from the network; throws SYNTAX_ERROR if they are no properties of class basic. */
    public static void validate(byte[] octets) {
        if (octets.length < FLAGS_SIZE) {
            throw malformed("no property flags");
        }
        int flags = flags(octets);
        if ((flags & UNKNOWN) != 0) {
            throw malformed("unknown property flags " + (flags & UNKNOWN));
        }
        int at = FLAGS_SIZE;
        for (int flag = CONTENT_TYPE; flag >= CLUSTER_ID; flag >>= 1) {
            if ((flags & flag) != 0) {
                at = validateProperty(octets, at, flag);
            }
        }
        if (at != octets.length) {
            throw malformed((octets.length - at) + " octets too many");
        }
    }

    private static int validateProperty(byte[] octets, int at, int flag) {
        int lengthSize = flag == HEADERS ? 4 : 1; // or the one octet of a number
        int rest = octets.length - at;
        if (rest < lengthSize || (flag == HEADERS && Integer.compareUnsigned(int32(octets, at), rest - 4) > 0)) {
            throw malformed("a property runs over the end");
        }
        int end = skip(octets, at, flag);
        if (end > octets.length) {
            throw malformed("a property runs over the end");
        }
        if (flag == HEADERS) {
            new FieldReader(octets, at + 4, end).checkTable(1);
        }
        return end;
    }

    private static AmqpException malformed(String why) {
        return new AmqpException(ReplyCode.SYNTAX_ERROR, "malformed content properties: " + why);
    }

    private static byte[] replace(byte[] octets, int flag, byte[] value) {
        int flags = flags(octets);
        int start = offset(octets, flag);
        int end = (flags & flag) == 0 ? start : skip(octets, start, flag);
        flags = value.length == 0 ? flags & ~flag : flags | flag;
        byte[] replaced = new byte[start + value.length + octets.length - end];
        System.arraycopy(octets, 0, replaced, 0, start);
        System.arraycopy(value, 0, replaced, start, value.length);
        System.arraycopy(octets, end, replaced, start + value.length, octets.length - end);
        replaced[0] = (byte) (flags >>> 8);
        replaced[1] = (byte) flags;
        return replaced;
    }

    private static int octet(byte[] octets, int flag) {
        return has(octets, flag) ? octets[offset(octets, flag)] & 0xff : 0;
    }

    private static @Nullable String shortString(byte[] octets, int flag) {
        if (!has(octets, flag)) {
            return null;
        }
        int at = offset(octets, flag);
        return new String(octets, at + 1, octets[at] & 0xff, StandardCharsets.UTF_8);
    }

    private static boolean has(byte[] octets, int flag) {
        return (flags(octets) & flag) != 0;
    }

    private static int flags(byte[] octets) {
        return (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
    }

    /** Where the property of that flag begins, or would begin. */
    private static int offset(byte[] octets, int flag) {
        int flags = flags(octets);
        int at = FLAGS_SIZE;
        for (int before = CONTENT_TYPE; before != flag; before >>= 1) {
            if ((flags & before) != 0) {
                at = skip(octets, at, before);
            }
        }
        return at;
    }

    /** Where the property that begins at {@code at} ends. */
    private static int skip(byte[] octets, int at, int flag) {
        return switch (flag) {
            case DELIVERY_MODE, PRIORITY -> at + 1;
            case TIMESTAMP -> at + 8;
            case HEADERS -> at + 4 + int32(octets, at);
            default -> at + 1 + (octets[at] & 0xff);
        };
    }

    private static int int32(byte[] octets, int at) {
        return (octets[at] & 0xff) << 24
                | (octets[at + 1] & 0xff) << 16
                | (octets[at + 2] & 0xff) << 8
                | (octets[at + 3] & 0xff);
    }
}
