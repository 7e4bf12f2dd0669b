package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.node.Node;
import io.leveret.core.node.UserLimits;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How many connections and channels a user may have, and how fast it may publish. Owner: management. */
final class UserLimitRoutes {
    private static final String ALL = "/api/user-limits";
    private static final String OF_USER = ALL + "/{user}";
    private static final String ONE = OF_USER + "/{name}";

    private final Node node;
    private final ManagementLoop loop;

    UserLimitRoutes(Node node, ManagementLoop loop) {
        this.node = node;
        this.loop = loop;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.MANAGEMENT, request -> list(request, user -> true)),
                Route.get(OF_USER, Access.MANAGEMENT, this::ofUser),
                Route.put(ONE, Access.ADMINISTRATOR, this::put),
                Route.delete(ONE, Access.ADMINISTRATOR, this::delete));
    }

    private Future<JsonNode> ofUser(Request request) {
        String name = Sight.user(request).name();
        return list(request, name::equals);
    }

    private static Future<JsonNode> list(Request request, Predicate<String> wanted) {
        Map<String, UserLimits> limits = request.login().node().userLimits();
        List<String> users = limits.keySet().stream()
                .filter(wanted)
                .filter(user -> !UserLimits.NONE.equals(limits.get(user)))
                .sorted()
                .toList();
        return Future.succeededFuture(Page.of(
                request,
                new Page.Rows<>(users, user -> user, user -> json(user, limits.getOrDefault(user, UserLimits.NONE)))));
    }

    private static ObjectNode json(String user, UserLimits limits) {
        ObjectNode json = Json.object().put("user", user);
        json.set("value", LimitJson.of(limits));
        return json;
    }

    private Future<Reply> put(Request request) {
        String name = request.path("name");
        long limit = LimitJson.number(name, Fields.of(request, "value").json("value"));
        LimitJson.with(UserLimits.NONE, name, limit); // refuses other names
        String user = request.path("user");
        if (!request.login().node().users().containsKey(user)) {
            throw Problem.badRequest("no_such_user: " + user);
        }
        return change(request, user, name, limit);
    }

    /** One that is not set, or that nobody knows, is gone. */
    private Future<Reply> delete(Request request) {
        String user = Sight.user(request).name();
        String name = request.path("name");
        return LimitJson.isOfUsers(name) ? change(request, user, name, -1) : Future.succeededFuture(Reply.noContent());
    }

    private Future<Reply> change(Request request, String user, String name, long limit) {
        return loop.change(
                        request.actor(),
                        answer -> node.limits().changeUser(user, before -> LimitJson.with(before, name, limit), answer))
                .map(done -> Reply.noContent());
    }
}
