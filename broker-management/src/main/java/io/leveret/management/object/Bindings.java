package io.leveret.management.object;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.core.BindingRequest;
import io.leveret.core.CoreReader;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Page;
import io.leveret.management.http.Parts;
import io.leveret.management.http.PropertiesKey;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.Shape;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/bindings}: all, those of a virtual host, those between two. */
final class Bindings {
    private static final Shape<InVhost<BindingRequest>> SHAPE = new Parts<InVhost<BindingRequest>>()
            .text("source", one -> one.view().source())
            .text("vhost", InVhost::vhost)
            .text("destination", one -> one.view().destination())
            .text("destination_type", one -> one.view().toExchange() ? "exchange" : "queue")
            .text("routing_key", one -> one.view().routingKey())
            .any("arguments", one -> FieldJson.of(one.view().arguments()))
            .text("properties_key", one -> PropertiesKey.of(one.view()));

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
                        all, one -> one.view().source() + " " + one.view().destination(), SHAPE));
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
}
