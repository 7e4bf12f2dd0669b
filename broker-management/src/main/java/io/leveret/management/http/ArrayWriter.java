package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.broker.ManagementLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a long array piece by piece: waits where the client reads slowly, and lets other requests have their turn in between. Owner: management.
 */
final class ArrayWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ArrayWriter.class);
    private static final int PIECE = 65_536;

    private final ManagementLoop loop;
    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Iterator<JsonNode> items;
    private final Promise<Void> ended = Promise.promise();
    private String before = "[";

    ArrayWriter(ManagementLoop loop, RoutingContext context, LazyArray array) {
        this.loop = loop;
        this.context = context;
        this.response = context.response();
        this.items = array.items();
    }

    /** Done when all is written, or the client is gone. */
    Future<Void> start() {
        response.setChunked(true);
        context.addEndHandler(done -> {
            if (done.failed()) {
                ended.tryFail(done.cause());
            }
        });
        goOn();
        return ended.future();
    }

    private void goOn() {
        try {
            writeOn();
        } catch (RuntimeException e) {
            // Its beginning is written: that it ends in the middle is all that the client can be told.
            LOG.error("a list broke off; please report this with the log", e);
            ended.tryFail(e);
            Cut.off(context.request());
        }
    }

    private void writeOn() {
        if (response.closed() || response.ended()) {
            ended.tryFail("the client is gone");
            return;
        }
        Buffer piece = Buffer.buffer();
        while (items.hasNext() && piece.length() < PIECE) {
            piece.appendString(before).appendBuffer(Json.write(items.next()));
            before = ",";
        }
        if (!items.hasNext()) {
            response.end(piece.appendString(before.equals("[") ? "[]" : "]")).onComplete(done -> ended.tryComplete());
            return;
        }
        response.write(piece);
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> goOn());
        } else {
            loop.execute(this::goOn);
        }
    }
}
