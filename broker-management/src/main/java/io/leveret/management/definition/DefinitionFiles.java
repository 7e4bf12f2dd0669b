package io.leveret.management.definition;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.event.Actor;
import io.leveret.core.node.Node;
import io.leveret.core.node.NodeView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.broker.Passwords;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.Upload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/definitions}: export and import. One import at a time. Owner: management. */
public final class DefinitionFiles {
    /** Objects that a refusal's text names; all are in its list. */
    private static final int MOST_NAMED = 10;

    private final Vertx vertx;
    private final ManagementLoop loop;
    private final Node node;
    private final Passwords passwords;
    private final NodeFacts facts;
    private boolean importing;

    public DefinitionFiles(Vertx vertx, ManagementLoop loop, Node node, Passwords passwords, NodeFacts facts) {
        this.vertx = vertx;
        this.loop = loop;
        this.node = node;
        this.passwords = passwords;
        this.facts = facts;
    }

    /** What became of an attempt: how many objects were read, and which are refused. */
    record Outcome(int objects, List<Refusal> refused) {
        ArrayNode json() {
            ArrayNode all = Json.array();
            refused.forEach(one -> all.add(one.json()));
            return all;
        }

        String text() {
            String named = refused.stream().limit(MOST_NAMED).map(Refusal::text).collect(Collectors.joining("; "));
            int more = refused.size() - MOST_NAMED;
            return refused.size() + " of " + objects + " objects are refused, nothing was applied: " + named
                    + (more > 0 ? "; and " + more + " more" : "");
        }
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/definitions", Access.ADMINISTRATOR, request -> export(request, null)),
                Route.get("/api/definitions/{vhost}", Access.ADMINISTRATOR, request -> export(request, vhost(request))),
                Route.post("/api/definitions", Access.ADMINISTRATOR, request -> apply(request, null)),
                Route.post("/api/definitions/{vhost}", Access.ADMINISTRATOR, request -> apply(request, vhost(request))),
                Route.post("/api/leveret/definitions/check", Access.ADMINISTRATOR, this::check));
    }

    private static String vhost(Request request) {
        String vhost = request.path("vhost");
        if (!request.login().node().vhosts().containsKey(vhost)) {
            throw Problem.notFound();
        }
        return vhost;
    }

    private Future<?> export(Request request, @Nullable String vhost) {
        NodeView view = request.login().node();
        return existing(view, vhost).map(all -> {
            ObjectNode file = new Exporter(view, all, facts, vhost).export(passwords);
            return request.query("download")
                    .<Object>map(name -> new Reply(
                            200,
                            Map.of(
                                    "Content-Type",
                                    "application/json",
                                    "Content-Disposition",
                                    "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "\""),
                            Json.write(file)))
                    .orElse(file);
        });
    }

    private Future<Map<String, Existing>> existing(NodeView view, @Nullable String only) {
        Map<String, Future<Existing>> parts = new HashMap<>();
        view.readers().forEach((vhost, reader) -> {
            if (only == null || only.equals(vhost)) {
                parts.put(vhost, Existing.of(loop, reader));
            }
        });
        return Future.all(List.copyOf(parts.values())).map(done -> {
            Map<String, Existing> all = new TreeMap<>();
            parts.forEach((vhost, part) -> all.put(vhost, part.result()));
            return all;
        });
    }

    private Future<?> apply(Request request, @Nullable String vhost) {
        return load(Upload.body(request), request.login().node(), vhost, request.actor())
                .map(outcome -> outcome.refused().isEmpty()
                        ? Reply.noContent()
                        : new Reply(
                                400,
                                Map.of("Content-Type", "application/json"),
                                Json.write(Json.object()
                                        .put("error", "bad_request")
                                        .put("reason", outcome.text())
                                        .set("refused", outcome.json()))));
    }

    /** Applies a file of the whole node; fails with a {@link Problem} that names what is refused. */
    public Future<Integer> load(ObjectNode file) {
        return loop.<NodeView>ask(node::view)
                .compose(view -> load(file, view, null, Actor.BROKER))
                .map(outcome -> {
                    if (!outcome.refused().isEmpty()) {
                        throw Problem.badRequest(outcome.text());
                    }
                    return outcome.objects();
                });
    }

    private Future<Outcome> load(ObjectNode file, NodeView view, @Nullable String vhost, Actor by) {
        if (importing) {
            throw Problem.busy("other definitions are just being imported, try again later");
        }
        importing = true;
        return existing(view, null)
                .compose(there -> attempt(file, view, there, vhost)
                        .compose(attempt -> attempt.outcome().refused().isEmpty()
                                ? new Importer(loop, node, view, by)
                                        .run(attempt.asked(), there)
                                        .map(attempt.outcome())
                                : Future.succeededFuture(attempt.outcome())))
                .onComplete(done -> importing = false);
    }

    private record Attempt(Definitions asked, Outcome outcome) {}

    /** Reads and tries, on a worker: passwords may have to be hashed, and thousands of queues take a while. */
    private Future<Attempt> attempt(
            ObjectNode file, NodeView view, Map<String, Existing> there, @Nullable String vhost) {
        return vertx.executeBlocking(
                () -> {
                    DefinitionReader reader = new DefinitionReader(passwords, vhost);
                    Definitions asked = reader.read(file);
                    List<Refusal> refusals = reader.refusals();
                    refusals.addAll(new Trial(asked, view, there).run());
                    return new Attempt(asked, new Outcome(asked.size() + refusals.size(), refusals));
                },
                false);
    }

    private Future<ObjectNode> check(Request request) {
        NodeView view = request.login().node();
        return existing(view, null)
                .compose(there -> attempt(Upload.body(request), view, there, null))
                .map(attempt -> Json.object()
                        .put("objects", attempt.outcome().objects())
                        .set("refused", attempt.outcome().json()));
    }
}
