package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.FieldValue;
import io.leveret.core.node.Node;
import io.leveret.core.node.Parameters;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Columns;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Parameters of the whole node; one of them is the name of the cluster. Owner: management. */
final class GlobalParameterRoutes {
    private static final String ALL = "/api/global-parameters";
    private static final String ONE = ALL + "/{name}";
    private static final String CLUSTER = "/api/cluster-name";

    private final Node node;
    private final ManagementLoop loop;
    private final String configuredClusterName;

    /** {@code configuredClusterName} counts until somebody sets another. */
    GlobalParameterRoutes(Node node, ManagementLoop loop, String configuredClusterName) {
        this.node = node;
        this.loop = loop;
        this.configuredClusterName = configuredClusterName;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.POLICYMAKER, this::list),
                Route.get(ONE, Access.POLICYMAKER, this::one),
                Route.put(ONE, Access.POLICYMAKER, this::put),
                Route.delete(ONE, Access.POLICYMAKER, this::delete),
                Route.get(CLUSTER, Access.MANAGEMENT, this::clusterName),
                Route.put(CLUSTER, Access.ADMINISTRATOR, this::renameCluster));
    }

    private static Map<String, FieldValue> all(Request request) {
        return request.login().node().globalParameters();
    }

    private Future<JsonNode> list(Request request) {
        Map<String, FieldValue> all = all(request);
        List<String> names = all.keySet().stream().sorted().toList();
        return Future.succeededFuture(Page.of(
                request, new Page.Rows<>(names, name -> name, name -> json(name, existing(all, name)))));
    }

    private static ObjectNode json(String name, FieldValue value) {
        ObjectNode json = Json.object().put("name", name);
        json.set("value", FieldJson.of(value));
        return json;
    }

    private static FieldValue existing(Map<String, FieldValue> all, String name) {
        FieldValue value = all.get(name);
        if (value == null) {
            throw Problem.notFound();
        }
        return value;
    }

    private Future<JsonNode> one(Request request) {
        String name = request.path("name");
        return Future.succeededFuture(Columns.of(request).of(json(name, existing(all(request), name))));
    }

    private Future<Reply> put(Request request) {
        String name = request.path("name");
        Fields body = Fields.of(request, "value");
        if (name.equals(Parameters.CLUSTER_NAME)) {
            body.text("value"); // which all who show it rely on
        }
        boolean isNew = !all(request).containsKey(name);
        return set(request, name, body.value("value")).map(done -> Reply.put(isNew));
    }

    private Future<Void> set(Request request, String name, FieldValue value) {
        return loop.change(request.actor(), answer -> node.parameters().putGlobal(name, value, answer));
    }

    private Future<Reply> delete(Request request) {
        String name = request.path("name");
        existing(all(request), name);
        return loop.change(request.actor(), answer -> node.parameters().removeGlobal(name, answer))
                .map(done -> Reply.noContent());
    }

    private Future<ObjectNode> clusterName(Request request) {
        String name = request.login().node().clusterName().orElse(configuredClusterName);
        return Future.succeededFuture(Json.object().put("name", name));
    }

    private Future<Reply> renameCluster(Request request) {
        String name = Fields.of(request, "name").text("name");
        return set(request, Parameters.CLUSTER_NAME, FieldValue.of(name)).map(done -> Reply.noContent());
    }
}
