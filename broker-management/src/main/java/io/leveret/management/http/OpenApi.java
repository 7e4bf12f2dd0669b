package io.leveret.management.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The OpenAPI document: made of the routes that there are, with what {@code operations.json} says of each: a sentence, and what may be in the query and in the body.
 */
public final class OpenApi {
    private static final String PATH = "/api/leveret/openapi.json";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> ERRORS = Map.of(
            "400", "what was asked for is refused, with the reason",
            "401", "no login, or one that may not do this",
            "404", "there is no such object");

    private final JsonNode operations;
    private final String version;

    /** {@code version} is that of the broker. */
    public OpenApi(String version) {
        this.version = version;
        try (InputStream resource = OpenApi.class.getResourceAsStream("operations.json")) {
            if (resource == null) {
                throw new IllegalStateException("operations.json is not in the jar");
            }
            operations = Json.parse(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code operations.json} speaks of: {@code GET /api/overview} and so on. */
    List<String> described() {
        List<String> names = new ArrayList<>();
        operations.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The endpoint that serves the document of {@code others} and itself. */
    public Route route(List<Route> others) {
        ObjectNode paths = Json.object();
        Route own = Route.get(PATH, Access.MANAGEMENT, request -> Future.succeededFuture(document(paths)));
        others.forEach(route -> add(paths, route));
        add(paths, own);
        return own;
    }

    private ObjectNode document(ObjectNode paths) {
        ObjectNode document = Json.object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Leveret management API")
                .put("version", version)
                .put("description", "RabbitMQ's management API, and under /api/leveret what only Leveret has.");
        document.putArray("security").addObject().putArray("basic");
        document.set("paths", paths);
        document.putObject("components")
                .putObject("securitySchemes")
                .putObject("basic")
                .put("type", "http")
                .put("scheme", "basic");
        return document;
    }

    private void add(ObjectNode paths, Route route) {
        String method = route.method().name();
        JsonNode about = operations.path(method + " " + route.path());
        ObjectNode operation = paths.withObjectProperty(route.path()).putObject(method.toLowerCase(Locale.ROOT));
        operation.put("summary", about.path("summary").asText());
        operation.put("description", "For users with the tag " + route.access().tag() + ", or more.");
        parameters(operation, route, about.path("query"));
        if (about.has("body")) {
            body(operation, about.path("body"));
        }
        answers(operation, about.path("answers"));
    }

    private static void parameters(ObjectNode operation, Route route, JsonNode query) {
        ArrayNode parameters = Json.array();
        Matcher variables = VARIABLE.matcher(route.path());
        while (variables.find()) {
            parameter(parameters, variables.group(1), "path", "percent-encoded").put("required", true);
        }
        query.properties()
                .forEach(one -> parameter(
                        parameters, one.getKey(), "query", one.getValue().asText()));
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String in, String description) {
        ObjectNode parameter =
                parameters.addObject().put("name", name).put("in", in).put("description", description);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    /** A text describes a body of any kind; an object has a description for each field of a JSON body. */
    private static void body(ObjectNode operation, JsonNode about) {
        ObjectNode content = operation.putObject("requestBody").putObject("content");
        if (about.isTextual()) {
            content.putObject("*/*").putObject("schema").put("description", about.asText());
            return;
        }
        ObjectNode schema =
                content.putObject("application/json").putObject("schema").put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        about.properties()
                .forEach(field -> properties
                        .putObject(field.getKey())
                        .put("description", field.getValue().asText()));
    }

    private static void answers(ObjectNode operation, JsonNode about) {
        ObjectNode responses = operation.putObject("responses");
        if (about.isMissingNode()) {
            responses.putObject("200").put("description", "the answer, in JSON");
        }
        about.properties()
                .forEach(one -> responses
                        .putObject(one.getKey())
                        .put("description", one.getValue().asText()));
        ERRORS.forEach((status, text) -> {
            if (!responses.has(status)) {
                responses.putObject(status).put("description", text);
            }
        });
    }
}
