package io.leveret.management.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/** Ends connections at once. {@link HttpConnection#close} would first wait until the client has read what was written. */
final class Cut {
    private Cut() {}

    /** Ends the connection of a request, with what it has not read yet. */
    static void off(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close(); // past the handler that would wait
        } else {
            request.connection().close();
        }
    }
}
