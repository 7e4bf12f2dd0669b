package io.leveret.ctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One request of the HTTP API. */
record ApiRequest(String method, ApiPath path, Map<String, String> headers, BodyPublisher body) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static ApiRequest of(String method, ApiPath path, Map<String, String> headers) {
        return new ApiRequest(method, path, headers, BodyPublishers.noBody());
    }

    static ApiRequest of(String method, ApiPath path, JsonNode body) {
        return of(method, path, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** With JSON as it was read. */
    static ApiRequest of(String method, ApiPath path, byte[] json) {
        return new ApiRequest(method, path, JSON, BodyPublishers.ofByteArray(json));
    }

    String name() {
        return method + " " + path.text();
    }
}
