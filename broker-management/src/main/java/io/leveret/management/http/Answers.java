package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;

/** Writes answers, and bounds what waits for clients to read it. Owner: management. */
final class Answers {
    /** Long arrays that are being written. */
    private static final int MOST_ARRAYS = 16;

    /** Arrays of no more items are written at once. */
    private static final int SHORT_ARRAY = 1_000;

    private final ManagementLoop loop;
    private final Bounds bounds;
    private long unread;
    private int arrays;

    Answers(ManagementLoop loop, Bounds bounds) {
        this.loop = loop;
        this.bounds = bounds;
    }

    /** From how many octets of answers that nobody has read there is no room for more; how many milliseconds a client may take to read one. */
    record Bounds(long mostUnread, long millis) {
        static final Bounds USUAL = new Bounds(64 << 20, 300_000);
    }

    /** Whether so much waits to be read that nothing more should be asked for. */
    boolean full() {
        return unread >= bounds.mostUnread();
    }

    /** Writes an answer; done when the client's socket has taken it, or never will. */
    Future<Void> write(RoutingContext context, Object answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            refuse(answer);
            return Future.succeededFuture();
        }
        LazyArray array = LazyArray.of(answer);
        if (answer instanceof Reply reply) {
            reply.headers().forEach(response::putHeader);
            response.setStatusCode(reply.status());
            return end(context, reply.body() == null ? Buffer.buffer() : reply.body())
                    .onComplete(done -> reply.sent().accept(done.succeeded()));
        }
        response.putHeader("Content-Type", "application/json");
        if (array == null) {
            return end(context, Json.write(answer));
        }
        return array.size() <= SHORT_ARRAY ? end(context, whole(array)) : pieces(context, array);
    }

    /** Tells who made an answer that it will not be sent. */
    static void refuse(Object answer) {
        if (answer instanceof Reply reply) {
            reply.sent().accept(false);
        }
    }

    private static Buffer whole(LazyArray array) {
        Buffer whole = Buffer.buffer("[");
        for (Iterator<JsonNode> items = array.items(); items.hasNext(); ) {
            whole.appendString(whole.length() == 1 ? "" : ",").appendBuffer(Json.write(items.next()));
        }
        return whole.appendString("]");
    }

    private Future<Void> pieces(RoutingContext context, LazyArray array) {
        if (context.request().method().equals(HttpMethod.HEAD)) {
            return context.response().end();
        }
        if (arrays >= MOST_ARRAYS) {
            return fail(
                    context, Problem.busy("too many long lists are being written, ask for pages or try again later"));
        }
        arrays++;
        return inTime(context, new ArrayWriter(loop, context, array).start()).onComplete(done -> arrays--);
    }

    private Future<Void> end(RoutingContext context, Buffer body) {
        if (context.request().method().equals(HttpMethod.HEAD)) {
            return endHead(context, body);
        }
        Future<Void> written = context.response().end(body);
        int octets = body.length();
        unread += octets;
        return inTime(context, written.onComplete(done -> unread -= octets));
    }

    /** Ends the connection of a client that doesn't read: what it asked for would be kept for ever. */
    private Future<Void> inTime(RoutingContext context, Future<Void> written) {
        if (written.isComplete()) {
            return written;
        }
        Runnable callOff = loop.after(bounds.millis(), () -> Cut.off(context.request()));
        return written.onComplete(done -> callOff.run());
    }

    private static Future<Void> endHead(RoutingContext context, Buffer body) {
        return context.response()
                .putHeader("Content-Length", String.valueOf(body.length()))
                .end();
    }

    /** Answers that something is wrong. */
    static Future<Void> fail(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        boolean asksBrowser = problem.status() == 401 && context.request().getHeader("X-Requested-With") == null;
        if (asksBrowser) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"Leveret Management\"");
        }
        response.setStatusCode(problem.status()).putHeader("Content-Type", "application/json");
        Buffer body = Json.write(Json.object().put("error", problem.error()).put("reason", problem.reason()));
        return context.request().method().equals(HttpMethod.HEAD) ? endHead(context, body) : response.end(body);
    }
}
