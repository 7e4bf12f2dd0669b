package io.leveret.management.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads bodies as octets, whatever their type says: most that clients call a form is JSON or a message's payload. Answers 413 to what is too large. Owner: management.
 */
final class BodyReader implements Handler<RoutingContext> {
    private static final String BODY = "body";
    private static final int TOO_LARGE = 413;
    private static final int UNREADABLE = 400;

    private final long limit;

    BodyReader(long limit) {
        this.limit = limit;
    }

    /** The body that was read. */
    static Buffer body(RoutingContext context) {
        Buffer body = context.get(BODY);
        return body == null ? Buffer.buffer() : body;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        context.put(BODY, body);
        request.handler(part -> {
            if (context.failed()) {
                return; // the rest of what is too large
            }
            if (body.length() + part.length() > limit) {
                context.fail(TOO_LARGE);
            } else {
                body.appendBuffer(part);
            }
        });
        request.exceptionHandler(broken -> {
            if (!context.failed()) {
                context.fail(UNREADABLE);
            }
        });
        request.endHandler(whole -> {
            if (!context.failed()) {
                context.next();
            }
        });
    }
}
