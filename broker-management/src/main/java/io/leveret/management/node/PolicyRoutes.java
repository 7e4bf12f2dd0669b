package io.leveret.management.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.CoreReader;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.node.Node;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.PolicyLayer;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies of one layer. Owner: management. */
final class PolicyRoutes {
    private static final String ALL_OBJECTS = "all";

    private final Node node;
    private final ManagementLoop loop;
    private final PolicyLayer layer;

    PolicyRoutes(Node node, ManagementLoop loop, PolicyLayer layer) {
        this.node = node;
        this.loop = loop;
        this.layer = layer;
    }

    /** A policy and where it is. */
    record Row(String vhost, Policy policy) {
        String name() {
            return policy.name();
        }

        ObjectNode json() {
            ObjectNode json = Json.object()
                    .put("vhost", vhost)
                    .put("name", policy.name())
                    .put("pattern", policy.pattern().regex())
                    .put("apply-to", policy.applyTo().word());
            json.set("definition", FieldJson.of(policy.definition()));
            return json.put("priority", policy.priority());
        }
    }

    List<Route> routes() {
        boolean ofUsers = layer == PolicyLayer.USER;
        String all = ofUsers ? "/api/policies" : "/api/operator-policies";
        String one = all + "/{vhost}/{name}";
        Access change = ofUsers ? Access.POLICYMAKER : Access.ADMINISTRATOR;
        return List.of(
                Route.get(all, Access.MANAGEMENT, this::list),
                Route.get(all + "/{vhost}", Access.MANAGEMENT, this::ofVhost),
                Route.get(one, Access.MANAGEMENT, this::one),
                Route.put(one, change, this::put),
                Route.delete(one, change, this::delete));
    }

    private Future<JsonNode> list(Request request) {
        return visible(request).map(rows -> page(request, rows));
    }

    /** The policies in all virtual hosts that the user may see. */
    Future<List<Row>> visible(Request request) {
        Map<String, CoreReader> readers = request.login().node().readers();
        List<Future<List<Row>>> asked = new ArrayList<>();
        for (String vhost : Sight.vhosts(request)) {
            CoreReader reader = readers.get(vhost);
            if (reader != null) {
                asked.add(rows(vhost, reader));
            }
        }
        return Future.all(asked).map(all -> {
            List<Row> rows = new ArrayList<>();
            all.<List<Row>>list().forEach(rows::addAll);
            return rows;
        });
    }

    private Future<JsonNode> ofVhost(Request request) {
        return rows(request.path("vhost"), request.visibleVhost()).map(rows -> page(request, rows));
    }

    private static JsonNode page(Request request, List<Row> rows) {
        return Page.of(request, new Page.Rows<>(rows, Row::name, Row::json));
    }

    private Future<List<Row>> rows(String vhost, CoreReader reader) {
        return policies(reader)
                .map(all -> all.stream()
                        .map(policy -> new Row(vhost, policy))
                        .sorted(Comparator.comparing(Row::name))
                        .toList());
    }

    private Future<List<Policy>> policies(CoreReader reader) {
        return loop.ask(answer -> reader.policies(layer, answer));
    }

    private Future<JsonNode> one(Request request) {
        return policies(request.visibleVhost()).map(all -> {
            Policy policy = find(all, request.path("name"));
            if (policy == null) {
                throw Problem.notFound();
            }
            return Columns.of(request).of(new Row(request.path("vhost"), policy).json());
        });
    }

    private static @Nullable Policy find(List<Policy> all, String name) {
        return all.stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private Future<Reply> put(Request request) {
        CoreReader reader = Sight.changeableVhost(request);
        Policy policy = policy(request, request.path("name"));
        return policies(reader)
                .compose(all -> loop.change(
                                request.actor(),
                                answer -> node.inVhost(
                                        request.path("vhost"), answer, core -> core.putPolicy(layer, policy, answer)))
                        .map(done -> Reply.put(find(all, policy.name()) == null)));
    }

    private static Policy policy(Request request, String name) {
        Fields body = Fields.of(request, "pattern", "definition");
        try {
            return Policy.of(
                    name,
                    body.text("pattern"),
                    ApplyTo.of(body.text("apply-to", ALL_OBJECTS)),
                    body.whole("priority", 0),
                    body.table("definition"));
        } catch (ChangeRefusedException e) {
            throw Problem.of(e);
        }
    }

    private Future<Reply> delete(Request request) {
        Sight.changeableVhost(request);
        return loop.change(
                        request.actor(),
                        answer -> node.inVhost(
                                request.path("vhost"),
                                answer,
                                core -> core.deletePolicy(layer, request.path("name"), answer)))
                .map(done -> Reply.noContent());
    }
}
