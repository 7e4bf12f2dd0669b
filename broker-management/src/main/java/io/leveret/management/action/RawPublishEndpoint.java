package io.leveret.management.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Message;
import io.leveret.core.message.PropertiesBuilder;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.Json;
import io.leveret.management.http.PropertiesJson;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.ShortString;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Publishes the body of a request as it is, for scripts: its properties are headers of the request. Owner: management. */
final class RawPublishEndpoint {
    private static final String TO_EXCHANGE = "/api/leveret/publish/{vhost}/{exchange}";
    private static final String HEADER_PREFIX = "leveret-header-";
    private static final int HIGHEST_PRIORITY = 255;

    private final Publisher publisher;

    RawPublishEndpoint(Publisher publisher) {
        this.publisher = publisher;
    }

    List<Route> routes() {
        return List.of(
                Route.post(TO_EXCHANGE, Access.MANAGEMENT, request -> publish(request, "")),
                Route.post(
                        TO_EXCHANGE + "/{routing_key}",
                        Access.MANAGEMENT,
                        request -> publish(request, request.path("routing_key"))));
    }

    private Future<ObjectNode> publish(Request request, String routingKey) {
        VhostCalls.Caller caller = request.caller();
        Message content = Publisher.message(
                Names.exchange(request, "exchange"),
                ShortString.checked("routing_key", routingKey),
                properties(request),
                request.content().getBytes());
        return publisher.publish(caller, content).map(routed -> Json.object().put("routed", routed.booleanValue()));
    }

    private static byte[] properties(Request request) {
        PropertiesBuilder made = new PropertiesBuilder();
        text(request, "Content-Type", made::contentType);
        made.deliveryMode(isPersistent(request) ? 2 : 1);
        text(request, "Leveret-Expiration", made::expiration);
        request.header("Leveret-Priority").ifPresent(text -> made.priority(priority(text)));
        text(request, "Leveret-Message-Id", made::messageId);
        text(request, "Leveret-Correlation-Id", made::correlationId);
        FieldTable headers = headers(request);
        if (!headers.isEmpty()) {
            made.headers(headers);
        }
        return PropertiesJson.checked(made.build());
    }

    private static void text(Request request, String name, Consumer<String> property) {
        request.header(name).ifPresent(text -> property.accept(ShortString.checked(name, text)));
    }

    private static boolean isPersistent(Request request) {
        String text = request.header("Leveret-Persistent").orElse("true");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.badRequest("Leveret-Persistent is true or false, not '" + text + "'");
        };
    }

    private static int priority(String text) {
        try {
            int priority = Integer.parseInt(text);
            if (priority >= 0 && priority <= HIGHEST_PRIORITY) {
                return priority;
            }
        } catch (NumberFormatException e) {
            throw noPriority(text);
        }
        throw noPriority(text);
    }

    private static Problem noPriority(String text) {
        return Problem.badRequest(
                "Leveret-Priority is a whole number from 0 to " + HIGHEST_PRIORITY + ", not '" + text + "'");
    }

    /** HTTP does not tell upper from lower case in names: they are kept as they came. */
    private static FieldTable headers(Request request) {
        FieldTable.Builder headers = FieldTable.builder();
        for (Map.Entry<String, String> header : request.http().headers()) {
            String name = header.getKey();
            if (name.toLowerCase(Locale.ROOT).startsWith(HEADER_PREFIX)) {
                String key = ShortString.checked("a header's name", name.substring(HEADER_PREFIX.length()));
                headers.put(key, header.getValue());
            }
        }
        return headers.build();
    }
}
