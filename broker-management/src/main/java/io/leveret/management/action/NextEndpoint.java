package io.leveret.management.action;

import io.leveret.core.channel.Outcome;
import io.leveret.core.message.Message;
import io.leveret.core.message.Properties;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.HeaderText;
import io.leveret.management.http.PayloadJson;
import io.leveret.management.http.PropertiesJson;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hands out a queue's next message as it is, for scripts: at once, or when one comes. Owner: management. */
final class NextEndpoint {
    private static final long LONGEST_WAIT_SECONDS = 60;

    /** Properties that are longer, as JSON, are not told: clients don't take headers of any size. */
    private static final int LONGEST_PROPERTIES = 16_384;

    private final ManagementLoop loop;
    private final VhostCalls calls;
    private final Deliveries deliveries;

    NextEndpoint(ManagementLoop loop, VhostCalls calls, Deliveries deliveries) {
        this.loop = loop;
        this.calls = calls;
        this.deliveries = deliveries;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/leveret/queues/{vhost}/{queue}/next", Access.MANAGEMENT, this::next));
    }

    private Future<Reply> next(Request request) {
        VhostCalls.Caller caller = request.caller();
        boolean acksItself = acksItself(request);
        long waitMillis = 1000 * request.number("wait", 0, 0, LONGEST_WAIT_SECONDS);
        deliveries.pollBegins();
        request.mayWait();
        Poll poll = new Poll(calls, caller);
        request.whenGone(poll::giveUp);
        return poll.start(loop, request.path("queue"), waitMillis)
                .onComplete(done -> deliveries.pollEnds())
                .map(arrival ->
                        reply(arrival, acksItself, request.login().user().name()));
    }

    private static boolean acksItself(Request request) {
        String ack = request.query("ack").orElse("manual");
        return switch (ack) {
            case "manual" -> false;
            case "auto" -> true;
            default -> throw Problem.badRequest("ack is manual or auto, not '" + ack + "'");
        };
    }

    private Reply reply(Optional<Poll.Arrival> arrival, boolean acksItself, String user) {
        if (arrival.isEmpty()) {
            return Reply.noContent();
        }
        Poll.Arrival came = arrival.get();
        OpenDelivery delivery = new OpenDelivery(came, user);
        Map<String, String> headers = headers(came);
        String token = deliveries.add(delivery);
        if (!acksItself) {
            headers.put("Leveret-Delivery", token);
        }
        Buffer body = Buffer.buffer(PayloadJson.octets(came.message().body(), Integer.MAX_VALUE));
        return new Reply(200, headers, body, sent -> {
            if (!sent) {
                delivery.giveBack();
            } else if (acksItself) {
                delivery.settle(Outcome.ACK);
            }
        });
    }

    private static Map<String, String> headers(Poll.Arrival came) {
        Message message = came.message();
        Map<String, String> headers = new HashMap<>();
        String type = Properties.contentType(message.properties());
        headers.put("Content-Type", HeaderText.isPlain(type) ? type : "application/octet-stream");
        headers.put("Leveret-Redelivered", String.valueOf(came.redelivered()));
        headers.put("Leveret-Exchange", HeaderText.of(message.exchange()));
        headers.put("Leveret-Routing-Key", HeaderText.of(message.routingKey()));
        String properties = HeaderText.json(PropertiesJson.of(message.properties()));
        if (properties.length() <= LONGEST_PROPERTIES) {
            headers.put("Leveret-Properties", properties);
        }
        return headers;
    }
}
