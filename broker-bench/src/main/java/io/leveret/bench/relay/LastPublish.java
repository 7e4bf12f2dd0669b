package io.leveret.bench.relay;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The last publish's octets and its route: who publishes there again costs a comparison, eight octets at a time. The last eight may overlap
 * those before, as basic.publish has nine at least. Owner: I/O loop.
 */
final class LastPublish {
    private long[] words = new long[0];
    private int length;
    private @Nullable Route route;

    /** The payload of a basic.publish, and where it leads. */
    void remember(ByteBuf in, int start, int newLength, Route newRoute) {
        length = newLength;
        route = newRoute;
        words = new long[(length + Long.BYTES - 1) / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.getLong(offset(start, i));
        }
    }

    /** Null if the payload is another one. */
    @Nullable
    Route route(ByteBuf in, int start, int newLength) {
        if (newLength != length) {
            return null;
        }
        for (int i = 0; i < words.length; i++) {
            if (in.getLong(offset(start, i)) != words[i]) {
                return null;
            }
        }
        return route;
    }

    private int offset(int start, int word) {
        return start + Math.min(word * Long.BYTES, length - Long.BYTES);
    }
}
