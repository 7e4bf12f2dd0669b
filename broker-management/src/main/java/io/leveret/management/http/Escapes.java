package io.leveret.management.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Refuses requests in whose path or query percent signs escape nothing, before a router looks: it would take that for a failure of ours, and log it with a stack. */
public final class Escapes {
    private Escapes() {}

    /** Lets {@code next} have the requests that can be read, and ends the connections of others. */
    public static Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
        return request -> {
            if (isPathReadable(request.path()) && isQueryReadable(request)) {
                next.handle(request);
            } else {
                refuse(request);
            }
        };
    }

    private static void refuse(HttpServerRequest request) {
        request.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/json")
                .putHeader("Connection", "close")
                .end(Json.write(Json.object()
                        .put("error", "bad_request")
                        .put("reason", "the address has an escape that can't be read")))
                .onComplete(sent -> request.connection().close());
    }

    private static boolean isPathReadable(@Nullable String path) {
        if (path == null) {
            return true; // which the router refuses
        }
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            boolean whole = at + 2 < path.length();
            if (!whole || !HexFormat.isHexDigit(path.charAt(at + 1)) || !HexFormat.isHexDigit(path.charAt(at + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQueryReadable(HttpServerRequest request) {
        try {
            request.params(); // which are kept for who wants them later
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
