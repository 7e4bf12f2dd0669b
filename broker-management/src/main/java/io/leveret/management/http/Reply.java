package io.leveret.management.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that is not just JSON with status 200. {@code sent} hears, once, whether the client's socket has taken it. */
public record Reply(
        int status, Map<String, String> headers, @Nullable Buffer body, Consumer<Boolean> sent) {
    /** An answer whose way nobody follows. */
    public Reply(int status, Map<String, String> headers, @Nullable Buffer body) {
        this(status, headers, body, sent -> {});
    }

    /** A change made something new. */
    public static Reply created() {
        return new Reply(201, Map.of(), null);
    }

    /** A change was made, and there is nothing to say. */
    public static Reply noContent() {
        return new Reply(204, Map.of(), null);
    }

    /** What a PUT answers: 201 if it made something, 204 if that was there. */
    public static Reply put(boolean isNew) {
        return isNew ? created() : noContent();
    }
}
