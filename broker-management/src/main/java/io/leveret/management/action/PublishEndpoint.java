package io.leveret.management.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.message.Message;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.PropertiesJson;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.leveret.management.http.ShortString;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Publishes a message that comes as JSON. Owner: management. */
final class PublishEndpoint {
    private final Publisher publisher;

    PublishEndpoint(Publisher publisher) {
        this.publisher = publisher;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/exchanges/{vhost}/{exchange}/publish", Access.MANAGEMENT, this::publish));
    }

    private Future<ObjectNode> publish(Request request) {
        VhostCalls.Caller caller = request.caller();
        Fields fields = Fields.of(request, "routing_key", "properties", "payload", "payload_encoding");
        Message content = Publisher.message(
                Names.exchange(request, "exchange"),
                ShortString.checked("routing_key", fields.text("routing_key")),
                PropertiesJson.octets(fields.json("properties")),
                payload(fields));
        return publisher.publish(caller, content).map(routed -> Json.object().put("routed", routed.booleanValue()));
    }

    private static byte[] payload(Fields fields) {
        JsonNode payload = fields.json("payload");
        if (!payload.isTextual()) {
            throw Problem.badRequest("payload_not_string");
        }
        String encoding = fields.text("payload_encoding");
        return switch (encoding) {
            case "string" -> payload.textValue().getBytes(StandardCharsets.UTF_8);
            case "base64" -> decoded(payload.textValue());
            default -> throw Problem.badRequest("payload_encoding is string or base64, not '" + encoding + "'");
        };
    }

    private static byte[] decoded(String payload) {
        try {
            return Base64.getDecoder().decode(payload.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("the payload is not base64");
        }
    }
}
