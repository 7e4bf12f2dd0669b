package io.leveret.management;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.access.User;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** {@code /api/whoami}: who is logged in. */
final class Whoami {
    private Whoami() {}

    static List<Route> routes() {
        return List.of(Route.get("/api/whoami", Access.MANAGEMENT, Whoami::whoami));
    }

    private static Future<ObjectNode> whoami(Request request) {
        User user = request.login().user();
        ObjectNode answer = Json.object().put("name", user.name());
        user.tags().stream().sorted().forEach(answer.withArrayProperty("tags")::add);
        return Future.succeededFuture(answer);
    }
}
