package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** What RabbitMQ lists and Leveret has none of: nothing is switched on step by step, nothing is going away, nothing runs beside the broker. */
final class FeatureRoutes {
    private FeatureRoutes() {}

    static List<Route> routes() {
        return List.of(
                Route.get("/api/feature-flags", Access.ADMINISTRATOR, FeatureRoutes::none),
                Route.get("/api/deprecated-features", Access.ADMINISTRATOR, FeatureRoutes::none),
                Route.get("/api/deprecated-features/used", Access.ADMINISTRATOR, FeatureRoutes::none),
                Route.get("/api/extensions", Access.MANAGEMENT, FeatureRoutes::none),
                Route.get("/api/federation-links", Access.MONITORING, FeatureRoutes::none),
                Route.get("/api/federation-links/{vhost}", Access.MONITORING, FeatureRoutes::noneOfVhost),
                Route.get("/api/shovels", Access.MONITORING, FeatureRoutes::none),
                Route.get("/api/shovels/{vhost}", Access.MONITORING, FeatureRoutes::noneOfVhost));
    }

    private static Future<JsonNode> none(Request request) {
        return Future.succeededFuture(Json.array());
    }

    private static Future<JsonNode> noneOfVhost(Request request) {
        request.visibleVhost();
        return none(request);
    }
}
