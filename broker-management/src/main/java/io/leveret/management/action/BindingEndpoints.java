package io.leveret.management.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.PropertiesKey;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.ShortString;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes, shows and deletes single bindings, of queues and of exchanges. Owner: management. */
final class BindingEndpoints {
    private final ManagementLoop loop;
    private final VhostCalls calls;

    BindingEndpoints(ManagementLoop loop, VhostCalls calls) {
        this.loop = loop;
        this.calls = calls;
    }

    List<Route> routes() {
        return Stream.concat(routes("q", false).stream(), routes("e", true).stream())
                .toList();
    }

    private List<Route> routes(String kind, boolean toExchange) {
        String all = "/api/bindings/{vhost}/e/{source}/" + kind + "/{destination}";
        String one = all + "/{props}";
        return List.of(
                Route.post(all, Access.MANAGEMENT, request -> bind(request, toExchange)),
                Route.get(one, Access.MANAGEMENT, request -> show(request, toExchange)),
                Route.delete(one, Access.MANAGEMENT, request -> unbind(request, toExchange)));
    }

    private Future<Reply> bind(Request request, boolean toExchange) {
        VhostCalls.Caller caller = request.caller();
        Fields body = Fields.of(request);
        BindingRequest asked = new BindingRequest(
                Names.exchange(request, "source"),
                toExchange,
                destination(request, toExchange),
                ShortString.checked("routing_key", body.text("routing_key", "")),
                body.arguments());
        return calls.run(caller, (vhost, channel) -> {
                    vhost.bind(channel, asked);
                    return true;
                })
                .map(bound -> new Reply(201, Map.of("Location", location(asked)), null));
    }

    /** Where the binding is, seen from where it was made. */
    private static String location(BindingRequest made) {
        return segment(made.destination()) + "/" + segment(PropertiesKey.of(made));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    private Future<ObjectNode> show(Request request, boolean toExchange) {
        return find(request, toExchange)
                .map(binding -> Json.object()
                        .put("source", binding.source())
                        .put("vhost", request.path("vhost"))
                        .put("destination", binding.destination())
                        .put("destination_type", toExchange ? "exchange" : "queue")
                        .put("routing_key", binding.routingKey())
                        .<ObjectNode>set("arguments", FieldJson.of(binding.arguments()))
                        .put("properties_key", PropertiesKey.of(binding)));
    }

    private Future<Reply> unbind(Request request, boolean toExchange) {
        VhostCalls.Caller caller = request.caller();
        return find(request, toExchange)
                .compose(binding -> calls.run(caller, (vhost, channel) -> {
                    vhost.unbind(channel, binding);
                    return true;
                }))
                .map(unbound -> Reply.noContent());
    }

    /** The binding that the path names; fails with a {@link Problem} if there is none. */
    private Future<BindingRequest> find(Request request, boolean toExchange) {
        CoreReader reader = request.visibleVhost();
        String source = Names.exchange(request, "source");
        String destination = destination(request, toExchange);
        return loop.<List<BindingRequest>>ask(answer -> reader.bindingsTo(
                        toExchange, destination, found -> answer.accept(found == null ? List.of() : found)))
                .map(found -> found.stream()
                        .filter(binding -> binding.source().equals(source))
                        .filter(binding -> PropertiesKey.names(request.path("props"), binding))
                        .findFirst()
                        .orElseThrow(Problem::notFound));
    }

    private static String destination(Request request, boolean toExchange) {
        return toExchange ? Names.exchange(request, "destination") : Names.queue(request, "destination");
    }
}
