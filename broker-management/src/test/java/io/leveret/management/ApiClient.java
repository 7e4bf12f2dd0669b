package io.leveret.management;

import com.fasterxml.jackson.databind.JsonNode;
import io.leveret.management.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** Sends requests to a management server, as one user. */
public final class ApiClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String authorization;

    private ApiClient(int port, String authorization) {
        this.port = port;
        this.authorization = authorization;
    }

    public ApiClient(int port, String user, String password) {
        this(
                port,
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    public static ApiClient withToken(int port, String token) {
        return new ApiClient(port, "Bearer " + token);
    }

    /** An answer: its status, and its body as JSON (missing if there is none). */
    public record Response(int status, JsonNode json, HttpResponse<byte[]> raw) {
        /** The reason of an error. */
        public String reason() {
            return json.path("reason").asText();
        }
    }

    public Response get(String path) {
        return send("GET", path, null);
    }

    public Response put(String path, String body) {
        return send("PUT", path, body);
    }

    public Response post(String path, String body) {
        return send("POST", path, body);
    }

    public Response delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends a request; {@code headers} are names and values by turns. */
    public Response send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = request(method, path, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return response(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request without a body on a connection of its own, and does not wait for the answer. */
    public CompletableFuture<Response> sendAsync(String method, String path) {
        HttpRequest request =
                request(method, path, null).version(HttpClient.Version.HTTP_1_1).build();
        return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(ApiClient::response);
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", authorization)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private static Response response(HttpResponse<byte[]> response) {
        boolean isJson =
                response.headers().firstValue("content-type").orElse("").equals("application/json");
        try {
            return new Response(response.statusCode(), Json.parse(isJson ? response.body() : new byte[0]), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
