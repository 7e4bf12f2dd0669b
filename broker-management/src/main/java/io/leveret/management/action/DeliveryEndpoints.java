package io.leveret.management.action;

import io.leveret.core.channel.Outcome;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** Settles messages that were handed out. Owner: management. */
final class DeliveryEndpoints {
    private static final String ONE = "/api/leveret/deliveries/{token}";

    private final Deliveries deliveries;

    DeliveryEndpoints(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ONE + "/ack", Access.MANAGEMENT, request -> settle(request, Outcome.ACK)),
                Route.post(ONE + "/reject", Access.MANAGEMENT, request -> settle(request, rejection(request))));
    }

    private static Outcome rejection(Request request) {
        String requeue = request.query("requeue").orElse("true");
        return switch (requeue) {
            case "true" -> Outcome.REQUEUE;
            case "false" -> Outcome.REJECT;
            default -> throw Problem.badRequest("requeue is true or false, not '" + requeue + "'");
        };
    }

    private Future<Reply> settle(Request request, Outcome outcome) {
        return deliveries
                .of(request.path("token"), request.login().user().name())
                .settle(outcome)
                .map(settled -> Reply.noContent());
    }
}
