package io.leveret.amqp.frame;

import org.jspecify.annotations.Nullable;

/** The frame types of AMQP 0-9-1 (specification, section 2.3.5). */
public enum FrameType {
    METHOD(1),
    HEADER(2),
    BODY(3),
    HEARTBEAT(8);

    private final int octet;

    FrameType(int octet) {
        this.octet = octet;
    }

    /** The type's octet on the wire. */
    public int octet() {
        return octet;
    }

    /** Null if there is no such type. */
    static @Nullable FrameType of(int octet) {
        return switch (octet) {
            case 1 -> METHOD;
            case 2 -> HEADER;
            case 3 -> BODY;
            case 8 -> HEARTBEAT;
            default -> null;
        };
    }
}
