package io.leveret.management.http;

import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies as octets, whatever their type says: most that clients call a form is JSON or a message's payload. A body waits at its client until it is asked for, so that
 * nobody who isn't let in takes memory by one; what is left of it when the answer is given is dropped, and the connection ends. Owner: management.
 */
final class BodyReader {
    private static final String BODY = "body";
    private static final long MOST_HELD = 128 << 20;
    private static final long READ_MILLIS = 60_000;

    /** How long a client may go on sending a body that nobody wants: one that is cut off while it sends does not see the answer. */
    private static final long DROP_MILLIS = 5_000;

    private final ManagementLoop loop;
    private final Bounds bounds;
    private long held;

    BodyReader(ManagementLoop loop, Bounds bounds) {
        this.loop = loop;
        this.bounds = bounds;
    }

    /** The most octets of one body, and of all that are held together; how many milliseconds one may take to come. */
    record Bounds(long largest, long mostHeld, long millis) {
        /** The usual ones. One body always has room. */
        static Bounds of(long largest) {
            return new Bounds(largest, Math.max(MOST_HELD, largest), READ_MILLIS);
        }
    }

    /** The body that was read; empty if there is none, or it was dropped. */
    static Buffer body(RoutingContext context) {
        Body body = context.get(BODY);
        return body == null ? Buffer.buffer() : body.octets;
    }

    /** Octets of all bodies that are held. */
    long held() {
        return held;
    }

    /** Lets the body wait. The first to be called for a request. */
    void holdBack(RoutingContext context) {
        if (hasBody(context.request())) {
            Body body = new Body(context);
            context.put(BODY, body);
            body.holdBack();
        }
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.getHeader("Transfer-Encoding") != null || length(request) > 0;
    }

    private static long length(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE; // the decoder refuses such
        }
    }

    /** Reads the body; fails with a {@link Problem} if it is too large, there is no room, or it doesn't come in time. */
    Future<Void> read(RoutingContext context) {
        Body body = context.get(BODY);
        return body == null ? Future.succeededFuture() : body.read();
    }

    /** Lets go of the body: nobody will look at it any more. */
    void drop(RoutingContext context) {
        Body body = context.get(BODY);
        if (body != null) {
            body.drop();
        }
    }

    /** The body of a request. Owner: management. */
    private final class Body {
        private final RoutingContext context;
        private final HttpServerRequest request;
        private final Promise<Void> read = Promise.promise();
        private Buffer octets = Buffer.buffer();
        private boolean reading;
        private boolean answered;
        private boolean whole;
        private @Nullable Runnable deadline;

        Body(RoutingContext context) {
            this.context = context;
            this.request = context.request();
        }

        void holdBack() {
            request.pause();
            request.handler(this::take);
            request.endHandler(end -> end());
            request.exceptionHandler(broken -> refuse(Problem.badRequest("the request can't be read")));
            context.addHeadersEndHandler(headers -> {
                if (!whole) {
                    context.response().putHeader("Connection", "close");
                }
            });
            context.addEndHandler(done -> answered());
        }

        Future<Void> read() {
            if (length(request) > bounds.largest()) {
                refuse(tooLarge());
            }
            if (!read.future().isComplete()) {
                reading = true;
                deadline = loop.after(
                        bounds.millis(),
                        () -> refuse(new Problem(
                                408, "timeout", "the body did not come within " + bounds.millis() / 1000 + " s")));
                if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                    context.response().writeContinue();
                }
                request.resume();
            }
            return read.future();
        }

        private void take(Buffer part) {
            if (!reading) {
                return; // the rest of what nobody wants
            }
            if (octets.length() + part.length() > bounds.largest()) {
                refuse(tooLarge());
            } else if (held + part.length() > bounds.mostHeld()) {
                refuse(Problem.busy("too many bodies are being read, try again later"));
            } else {
                held += part.length();
                octets.appendBuffer(part);
            }
        }

        private static Problem tooLarge() {
            return new Problem(413, "payload_too_large", "the body is larger than leveret.management.body-size");
        }

        private void refuse(Problem problem) {
            if (read.future().isComplete()) {
                return;
            }
            stopReading();
            drop();
            read.fail(problem);
        }

        private void stopReading() {
            reading = false;
            if (deadline != null) {
                deadline.run();
            }
        }

        private void end() {
            whole = true;
            if (reading) {
                stopReading();
                read.complete();
            } else if (answered) {
                request.connection().close(); // as the answer said
            }
        }

        private void drop() {
            held -= octets.length();
            octets = Buffer.buffer();
        }

        private void answered() {
            answered = true;
            if (!whole) {
                loop.after(DROP_MILLIS, () -> Cut.off(request));
                request.resume();
            }
        }
    }
}
