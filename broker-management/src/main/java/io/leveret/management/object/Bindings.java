package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Json;
import io.leveret.management.http.Page;
import io.leveret.management.http.PropertiesKey;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /api/bindings}: all, those of a virtual host, those between two. */
final class Bindings {
    private final Lists lists;

    Bindings(Lists lists) {
        this.lists = lists;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/bindings", Access.MANAGEMENT, this::all),
                Route.get("/api/bindings/{vhost}", Access.MANAGEMENT, this::ofVhost),
                Route.get(
                        "/api/bindings/{vhost}/e/{exchange}/q/{destination}",
                        Access.MANAGEMENT,
                        request -> between(request, false)),
                Route.get(
                        "/api/bindings/{vhost}/e/{exchange}/e/{destination}",
                        Access.MANAGEMENT,
                        request -> between(request, true)));
    }

    private Future<JsonNode> all(Request request) {
        return lists.everywhere(request.login(), CoreReader::bindings, Bindings::order)
                .map(all -> page(request, all));
    }

    private Future<JsonNode> ofVhost(Request request) {
        return lists.inVhost(request, CoreReader::bindings, Bindings::order).map(all -> page(request, all));
    }

    /** By source, then by destination. */
    private static String order(BindingRequest binding) {
        return binding.source() + "\0" + binding.destination() + "\0" + binding.routingKey();
    }

    private static JsonNode page(Request request, List<InVhost<BindingRequest>> all) {
        return Page.of(
                request,
                new Page.Rows<>(
                        all,
                        one -> one.view().source() + " " + one.view().destination(),
                        Map.of(),
                        one -> json(one.vhost(), one.view())));
    }

    private Future<JsonNode> between(Request request, boolean exchange) {
        CoreReader reader = request.visibleVhost();
        String source = Exchanges.exchange(request);
        return lists.loop()
                .<@Nullable List<BindingRequest>>ask(
                        answer -> reader.bindingsTo(exchange, request.path("destination"), answer))
                .map(found -> array(
                        request,
                        found == null
                                ? null
                                : found.stream()
                                        .filter(binding -> binding.source().equals(source))
                                        .toList()));
    }

    /** The bindings around something of this virtual host; null if there is no such thing. */
    static JsonNode array(Request request, @Nullable List<BindingRequest> bindings) {
        if (bindings == null) {
            throw Problem.notFound();
        }
        String vhost = request.path("vhost");
        return page(
                request, bindings.stream().map(one -> new InVhost<>(vhost, one)).toList());
    }

    private static ObjectNode json(String vhost, BindingRequest binding) {
        ObjectNode json = Json.object();
        json.put("source", binding.source());
        json.put("vhost", vhost);
        json.put("destination", binding.destination());
        json.put("destination_type", binding.toExchange() ? "exchange" : "queue");
        json.put("routing_key", binding.routingKey());
        json.set("arguments", FieldJson.of(binding.arguments()));
        json.put("properties_key", PropertiesKey.of(binding));
        return json;
    }
}
