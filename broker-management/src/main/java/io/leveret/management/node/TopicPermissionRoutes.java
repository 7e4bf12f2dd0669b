package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.access.User;
import io.leveret.core.node.Node;
import io.leveret.core.node.TopicRight;
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
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** What users may do with the routing keys of exchanges. Owner: management. */
final class TopicPermissionRoutes {
    private static final String ONE = "/api/topic-permissions/{vhost}/{user}";

    private final Node node;
    private final ManagementLoop loop;

    TopicPermissionRoutes(Node node, ManagementLoop loop) {
        this.node = node;
        this.loop = loop;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/topic-permissions", Access.ADMINISTRATOR, request -> list(request, right -> true)),
                Route.get("/api/vhosts/{vhost}/topic-permissions", Access.ADMINISTRATOR, this::ofVhost),
                Route.get("/api/users/{user}/topic-permissions", Access.ADMINISTRATOR, this::ofUser),
                Route.get(ONE, Access.ADMINISTRATOR, this::ofUserInVhost),
                Route.put(ONE, Access.ADMINISTRATOR, this::put),
                Route.delete(ONE, Access.ADMINISTRATOR, this::delete),
                Route.delete(ONE + "/{exchange}", Access.ADMINISTRATOR, this::deleteOne));
    }

    private Future<JsonNode> ofVhost(Request request) {
        String vhost = Sight.vhost(request);
        return list(request, right -> right.vhost().equals(vhost));
    }

    private Future<JsonNode> ofUser(Request request) {
        User user = Sight.user(request);
        return list(request, right -> right.user().equals(user.name()));
    }

    /** Not found if there are none, as in RabbitMQ. */
    private Future<JsonNode> ofUserInVhost(Request request) {
        List<TopicRight> found = found(request);
        return list(request, found::contains);
    }

    private static List<TopicRight> found(Request request) {
        String vhost = Sight.vhost(request);
        String user = Sight.user(request).name();
        List<TopicRight> found = all(request)
                .filter(right -> right.vhost().equals(vhost) && right.user().equals(user))
                .toList();
        if (found.isEmpty()) {
            throw Problem.notFound();
        }
        return found;
    }

    private static Stream<TopicRight> all(Request request) {
        return request.login().node().topicRights().stream();
    }

    private static Future<JsonNode> list(Request request, Predicate<TopicRight> wanted) {
        List<TopicRight> rows = all(request)
                .filter(wanted)
                .sorted(Comparator.comparing(TopicRight::vhost)
                        .thenComparing(TopicRight::user)
                        .thenComparing(right -> right.permission().exchange()))
                .toList();
        return Future.succeededFuture(
                Page.of(request, new Page.Rows<>(rows, TopicRight::user, TopicPermissionRoutes::json)));
    }

    private static ObjectNode json(TopicRight right) {
        return Json.object()
                .put("user", right.user())
                .put("vhost", right.vhost())
                .put("exchange", right.permission().exchange())
                .put("write", right.permission().write())
                .put("read", right.permission().read());
    }

    private Future<Reply> put(Request request) {
        Fields body = Fields.of(request, "exchange", "write", "read");
        TopicPermission permission = permission(body);
        String vhost = request.path("vhost");
        String user = PermissionRoutes.toPermit(request).name();
        boolean isNew = all(request)
                .noneMatch(right -> right.vhost().equals(vhost)
                        && right.user().equals(user)
                        && right.permission().exchange().equals(permission.exchange()));
        return loop.change(request.actor(), answer -> node.setTopicPermissions(vhost, user, permission, answer))
                .map(done -> Reply.put(isNew));
    }

    private static TopicPermission permission(Fields body) {
        try {
            return new TopicPermission(body.text("exchange"), body.text("write"), body.text("read"));
        } catch (PatternSyntaxException e) {
            throw PermissionRoutes.invalid(e);
        }
    }

    /** Those of the exchange that the body names, or all. */
    private Future<Reply> delete(Request request) {
        Fields body = Fields.of(request);
        return clear(
                request,
                right -> !body.has("exchange") || right.permission().exchange().equals(body.text("exchange")));
    }

    private Future<Reply> deleteOne(Request request) {
        String exchange = request.path("exchange");
        return clear(request, right -> right.permission().exchange().equals(exchange));
    }

    private Future<Reply> clear(Request request, Predicate<TopicRight> wanted) {
        List<TopicRight> going = found(request).stream().filter(wanted).toList();
        if (going.isEmpty()) {
            throw Problem.notFound();
        }
        List<Future<Void>> changes = going.stream()
                .map(right -> loop.change(
                        request.actor(),
                        answer -> node.clearTopicPermissions(
                                right.vhost(), right.user(), right.permission().exchange(), answer)))
                .toList();
        return Future.all(changes).map(done -> Reply.noContent());
    }
}
