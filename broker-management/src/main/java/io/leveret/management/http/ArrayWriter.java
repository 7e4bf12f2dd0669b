package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.broker.ManagementLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;

/**
 * Writes a long array piece by piece: waits where the client reads slowly, and lets other requests have their turn in between. Owner: management.
 */
final class ArrayWriter {
    private static final int PIECE = 65_536;

    private final ManagementLoop loop;
    private final HttpServerResponse response;
    private final Iterator<JsonNode> items;
    private final Runnable ended;
    private String before = "[";

    /** {@code ended} is called once when all is written, or the client is gone. */
    ArrayWriter(ManagementLoop loop, HttpServerResponse response, LazyArray array, Runnable ended) {
        this.loop = loop;
        this.response = response;
        this.items = array.items();
        this.ended = ended;
    }

    void start() {
        response.setChunked(true).exceptionHandler(gone -> ended.run()).closeHandler(gone -> ended.run());
        goOn();
    }

    private void goOn() {
        if (response.closed() || response.ended()) {
            ended.run();
            return;
        }
        Buffer piece = Buffer.buffer();
        while (items.hasNext() && piece.length() < PIECE) {
            piece.appendString(before).appendBuffer(Json.write(items.next()));
            before = ",";
        }
        if (!items.hasNext()) {
            response.end(piece.appendString(before.equals("[") ? "[]" : "]")).onComplete(done -> ended.run());
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
