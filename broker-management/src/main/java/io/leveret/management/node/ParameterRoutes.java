package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.core.node.VhostLimits;
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
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Parameters of virtual hosts: their limits under RabbitMQ's name for them, and the operators' policies, which are only shown here. Owner: management. */
final class ParameterRoutes {
    private static final String ALL = "/api/parameters";
    private static final String OF_COMPONENT = ALL + "/{component}";
    private static final String OF_VHOST = OF_COMPONENT + "/{vhost}";
    private static final String ONE = OF_VHOST + "/{name}";

    private final Node node;
    private final ManagementLoop loop;
    private final PolicyRoutes operatorPolicies;

    ParameterRoutes(Node node, ManagementLoop loop, PolicyRoutes operatorPolicies) {
        this.node = node;
        this.loop = loop;
        this.operatorPolicies = operatorPolicies;
    }

    /** Which parameter it is: {@code component} says what for. */
    private record Key(String vhost, String component, String name) {}

    private record Row(Key key, JsonNode value) {
        String name() {
            return key.name();
        }

        ObjectNode json() {
            ObjectNode json = Json.object();
            json.set("value", value);
            return json.put("vhost", key.vhost())
                    .put("component", key.component())
                    .put("name", key.name());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get(ALL, Access.POLICYMAKER, request -> list(request, key -> true)),
                Route.get(OF_COMPONENT, Access.POLICYMAKER, this::ofComponent),
                Route.get(OF_VHOST, Access.POLICYMAKER, this::ofVhost),
                Route.get(ONE, Access.POLICYMAKER, this::one),
                Route.put(ONE, Access.POLICYMAKER, this::put),
                Route.delete(ONE, Access.POLICYMAKER, this::delete));
    }

    private Future<JsonNode> ofComponent(Request request) {
        String component = request.path("component");
        return list(request, key -> key.component().equals(component));
    }

    private Future<JsonNode> ofVhost(Request request) {
        request.visibleVhost();
        String component = request.path("component");
        String vhost = request.path("vhost");
        return list(
                request, key -> key.component().equals(component) && key.vhost().equals(vhost));
    }

    /** Operators' policies are among them, as in RabbitMQ. */
    private Future<JsonNode> list(Request request, Predicate<Key> wanted) {
        return operatorPolicies.visible(request).map(policies -> list(request, wanted, policies));
    }

    private static JsonNode list(Request request, Predicate<Key> wanted, List<PolicyRoutes.Row> policies) {
        List<Row> rows = Stream.concat(
                        limits(request.login().node()), policies.stream().map(ParameterRoutes::row))
                .filter(row -> request.login().sees(row.key().vhost()) && wanted.test(row.key()))
                .sorted(Comparator.comparing((Row row) -> row.key().vhost())
                        .thenComparing(row -> row.key().component())
                        .thenComparing(Row::name))
                .toList();
        return Page.of(request, new Page.Rows<>(rows, Row::name, Row::json));
    }

    private static Row row(PolicyRoutes.Row policy) {
        ObjectNode value = policy.json();
        value.remove(List.of("vhost", "name"));
        return new Row(new Key(policy.vhost(), Components.OPERATOR_POLICY, policy.name()), value);
    }

    private static Stream<Row> limits(NodeView node) {
        return node.vhostLimits().entrySet().stream()
                .filter(entry -> !entry.getValue().equals(VhostLimits.NONE))
                .map(entry -> new Row(
                        new Key(entry.getKey(), Components.VHOST_LIMITS, Components.LIMITS),
                        LimitJson.of(entry.getValue())));
    }

    private Future<JsonNode> one(Request request) {
        request.visibleVhost();
        return Future.succeededFuture(Columns.of(request).of(existing(request).json()));
    }

    private static Row existing(Request request) {
        Key key = key(request);
        return limits(request.login().node())
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private static Key key(Request request) {
        return new Key(request.path("vhost"), request.path("component"), request.path("name"));
    }

    private Future<Reply> put(Request request) {
        Sight.changeableVhost(request);
        Key key = key(request);
        Fields body = Fields.of(request, "value");
        if (!key.component().equals(Components.VHOST_LIMITS)) {
            throw Components.refused(key.component());
        }
        boolean isNew =
                limits(request.login().node()).noneMatch(row -> row.key().equals(key));
        return putLimits(request, limits(body.json("value"))).map(done -> Reply.put(isNew));
    }

    private static VhostLimits limits(JsonNode value) {
        if (!(value instanceof ObjectNode object)) {
            throw Problem.badRequest("limits are an object, not " + value);
        }
        VhostLimits limits = VhostLimits.NONE;
        for (Map.Entry<String, JsonNode> limit : object.properties()) {
            limits = LimitJson.with(limits, limit.getKey(), LimitJson.number(limit.getKey(), limit.getValue()));
        }
        return limits;
    }

    /** As at their own endpoint, this is for administrators, and what is not named is no limit. */
    private Future<Void> putLimits(Request request, VhostLimits limits) {
        if (!request.login().is(Access.ADMINISTRATOR)) {
            throw Problem.notAuthorised("Not administrator user");
        }
        if (!request.path("name").equals(Components.LIMITS)) {
            throw Problem.badRequest("the only parameter of " + Components.VHOST_LIMITS + " is " + Components.LIMITS);
        }
        return loop.change(request.actor(), answer -> node.limits().setVhost(request.path("vhost"), limits, answer));
    }

    private Future<Reply> delete(Request request) {
        Sight.changeableVhost(request);
        existing(request);
        return putLimits(request, VhostLimits.NONE).map(done -> Reply.noContent());
    }
}
