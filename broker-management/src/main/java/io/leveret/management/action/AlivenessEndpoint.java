package io.leveret.management.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** Tells whether a virtual host takes connections: opens a session in it, and a channel. Owner: management. */
final class AlivenessEndpoint {
    private final VhostCalls calls;

    AlivenessEndpoint(VhostCalls calls) {
        this.calls = calls;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/aliveness-test/{vhost}", Access.MANAGEMENT, this::test));
    }

    private Future<ObjectNode> test(Request request) {
        return calls.run(request.caller(), (vhost, channel) -> true)
                .map(open -> Json.object().put("status", "ok"));
    }
}
