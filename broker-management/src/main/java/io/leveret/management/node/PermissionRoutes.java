package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.User;
import io.leveret.core.node.Node;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
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

/** What users may do in virtual hosts. Owner: management. */
final class PermissionRoutes {
    private static final String ONE = "/api/permissions/{vhost}/{user}";

    private final Node node;
    private final ManagementLoop loop;

    PermissionRoutes(Node node, ManagementLoop loop) {
        this.node = node;
        this.loop = loop;
    }

    private record Row(String vhost, String user, Permissions permissions) {
        ObjectNode json() {
            return Json.object()
                    .put("user", user)
                    .put("vhost", vhost)
                    .put("configure", permissions.configure().regex())
                    .put("write", permissions.write().regex())
                    .put("read", permissions.read().regex());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/permissions", Access.ADMINISTRATOR, request -> list(request, row -> true)),
                Route.get("/api/vhosts/{vhost}/permissions", Access.ADMINISTRATOR, this::ofVhost),
                Route.get("/api/users/{user}/permissions", Access.ADMINISTRATOR, this::ofUser),
                Route.get(ONE, Access.ADMINISTRATOR, this::one),
                Route.put(ONE, Access.ADMINISTRATOR, this::put),
                Route.delete(ONE, Access.ADMINISTRATOR, this::delete));
    }

    private Future<JsonNode> ofVhost(Request request) {
        String vhost = Sight.vhost(request);
        return list(request, row -> row.vhost().equals(vhost));
    }

    private Future<JsonNode> ofUser(Request request) {
        User user = Sight.user(request);
        return list(request, row -> row.user().equals(user.name()));
    }

    private static Future<JsonNode> list(Request request, Predicate<Row> wanted) {
        List<Row> rows = request.login().node().users().values().stream()
                .flatMap(user -> user.rights().entrySet().stream()
                        .map(right -> new Row(
                                right.getKey(), user.name(), right.getValue().permissions())))
                .filter(wanted)
                .sorted(Comparator.comparing(Row::vhost).thenComparing(Row::user))
                .toList();
        return Future.succeededFuture(Page.of(request, new Page.Rows<>(rows, Row::user, Row::json)));
    }

    private Future<JsonNode> one(Request request) {
        String vhost = Sight.vhost(request);
        User user = Sight.user(request);
        Rights rights = user.rightsIn(vhost);
        if (rights == null) {
            throw Problem.notFound();
        }
        return Future.succeededFuture(Columns.of(request).of(new Row(vhost, user.name(), rights.permissions()).json()));
    }

    private Future<Reply> put(Request request) {
        Fields body = Fields.of(request, "configure", "write", "read");
        Permissions permissions = permissions(body);
        String vhost = request.path("vhost");
        User user = toPermit(request);
        return loop.change(request.actor(), answer -> node.setPermissions(vhost, user.name(), permissions, answer))
                .map(done -> Reply.put(user.rightsIn(vhost) == null));
    }

    /** The user that the path names, if its virtual host is there too. */
    static User toPermit(Request request) {
        User user = request.login().node().users().get(request.path("user"));
        if (user == null || !request.login().node().vhosts().containsKey(request.path("vhost"))) {
            throw Problem.badRequest("vhost_or_user_not_found");
        }
        return user;
    }

    private static Permissions permissions(Fields body) {
        try {
            return Permissions.of(body.text("configure"), body.text("write"), body.text("read"));
        } catch (PatternSyntaxException e) {
            throw invalid(e);
        }
    }

    static Problem invalid(PatternSyntaxException e) {
        return Problem.badRequest("invalid_regexp '" + e.getPattern() + "': " + e.getDescription());
    }

    private Future<Reply> delete(Request request) {
        String vhost = Sight.vhost(request);
        User user = Sight.user(request);
        if (user.rightsIn(vhost) == null) {
            throw Problem.notFound();
        }
        return loop.change(request.actor(), answer -> node.clearPermissions(vhost, user.name(), answer))
                .map(done -> Reply.noContent());
    }
}
