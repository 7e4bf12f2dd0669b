package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.CoreReader;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.message.FieldTable;
import io.leveret.core.node.Node;
import io.leveret.core.node.VhostDescription;
import io.leveret.core.queue.QueueType;
import io.leveret.core.view.VhostView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Page;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** Virtual hosts: what they hold, and their making and end. Owner: management. */
final class VhostRoutes {
    private static final String ALL = "/api/vhosts";
    private static final String ONE = ALL + "/{vhost}";
    private static final String PROTECTION = ONE + "/deletion/protection";

    private final Node node;
    private final ManagementLoop loop;
    private final String nodeName;
    private final VhostJson json;

    VhostRoutes(Node node, ManagementLoop loop, String nodeName) {
        this.node = node;
        this.loop = loop;
        this.nodeName = nodeName;
        this.json = new VhostJson(nodeName);
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.MANAGEMENT, this::list),
                Route.get(ONE, Access.MANAGEMENT, this::one),
                Route.put(ONE, Access.ADMINISTRATOR, this::put),
                Route.delete(ONE, Access.ADMINISTRATOR, this::delete),
                Route.post(PROTECTION, Access.ADMINISTRATOR, request -> protect(request, true)),
                Route.delete(PROTECTION, Access.ADMINISTRATOR, request -> protect(request, false)),
                Route.post(ONE + "/start/{node}", Access.ADMINISTRATOR, this::start));
    }

    private Future<JsonNode> list(Request request) {
        List<Future<VhostJson.Row>> rows =
                Sight.vhosts(request).stream().map(vhost -> row(request, vhost)).toList();
        return Future.all(rows).map(all -> Page.of(request, rows(all.list())));
    }

    private Page.Rows<VhostJson.Row> rows(List<VhostJson.Row> all) {
        return new Page.Rows<>(all, VhostJson.Row::name, json::of);
    }

    private Future<JsonNode> one(Request request) {
        request.visibleVhost();
        return row(request, request.path("vhost"))
                .map(row -> Columns.of(request).of(json.of(row)));
    }

    private Future<VhostJson.Row> row(Request request, String vhost) {
        VhostDescription description = description(request, vhost);
        CoreReader reader = request.login().node().readers().get(vhost);
        return reader == null
                ? Future.succeededFuture(new VhostJson.Row(vhost, description, null))
                : loop.<VhostView>ask(reader::totals).map(totals -> new VhostJson.Row(vhost, description, totals));
    }

    private static VhostDescription description(Request request, String vhost) {
        return VhostDescription.of(request.login().node().vhosts().getOrDefault(vhost, FieldTable.EMPTY));
    }

    /** As in RabbitMQ, who makes a virtual host has all rights in it; if it is the node that keeps them. */
    private Future<Reply> put(Request request) {
        String vhost = request.path("vhost");
        boolean isNew = !request.login().node().vhosts().containsKey(vhost);
        FieldTable description = described(request, vhost).encoded();
        Future<Void> made = loop.change(request.actor(), answer -> node.createVhost(vhost, description, answer));
        Account maker = request.login().account();
        if (isNew && maker.grant() == null) {
            made = made.compose(done -> loop.change(
                    request.actor(), answer -> node.setPermissions(vhost, maker.name(), Permissions.ALL, answer)));
        }
        return made.map(done -> Reply.put(isNew));
    }

    /** What the body does not name: descriptions and tags end, as in RabbitMQ; what changes how the virtual host behaves stays. */
    private static VhostDescription described(Request request, String vhost) {
        Fields body = Fields.of(request);
        VhostDescription before = description(request, vhost);
        return new VhostDescription(
                body.text("description", ""),
                body.words("tags"),
                body.has("default_queue_type") ? queueType(body.text("default_queue_type")) : before.defaultQueueType(),
                body.truth("tracing", before.tracing()),
                body.truth("protected_from_deletion", before.protectedFromDeletion()));
    }

    private static QueueType queueType(String name) {
        QueueType type = name.isEmpty() || name.equals("undefined") ? QueueType.CLASSIC : QueueType.of(name);
        if (type == null) {
            throw Problem.badRequest("unsupported default queue type '" + name + "'; there are classic and quorum");
        }
        return type;
    }

    private Future<Reply> delete(Request request) {
        String vhost = Sight.vhost(request);
        return loop.change(request.actor(), answer -> node.deleteVhost(vhost, answer))
                .map(done -> Reply.noContent());
    }

    private Future<Reply> protect(Request request, boolean isProtected) {
        String vhost = Sight.vhost(request);
        return loop.change(request.actor(), answer -> node.descriptions().protect(vhost, isProtected, answer))
                .map(done -> Reply.noContent());
    }

    /** A virtual host that is there runs; this says so, for tools that restart those that failed. */
    private Future<Reply> start(Request request) {
        Sight.vhost(request);
        if (!request.path("node").equals(nodeName)) {
            throw Problem.badRequest("Request to node " + request.path("node") + " failed with nodedown");
        }
        return Future.succeededFuture(Reply.noContent());
    }
}
