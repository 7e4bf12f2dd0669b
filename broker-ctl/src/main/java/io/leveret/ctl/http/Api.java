package io.leveret.ctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.leveret.ctl.credentials.Credentials;
import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/** The HTTP API of one broker. Every request is waited for; a refusal is an {@link ApiException}. */
public final class Api {
    private static final int FIRST_REFUSAL = 300;

    private final HttpClient client;
    private final String url;
    private final Credentials credentials;
    private final Duration timeout;
    private final Duration longTimeout;

    private Api(HttpClient client, String url, Credentials credentials, Duration timeout, Duration longTimeout) {
        this.client = client;
        this.url = url;
        this.credentials = credentials;
        this.timeout = timeout;
        this.longTimeout = longTimeout;
    }

    /**
     * {@code authorities} is a file of those that the broker's certificate may be from, empty for Java's; {@code timeout} is how long an answer is waited for,
     * {@code longTimeout} the same where the broker may have much to do.
     */
    public static Api of(
            String url, Optional<String> authorities, Credentials credentials, Duration timeout, Duration longTimeout) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        authorities.map(Trust::in).ifPresent(client::sslContext);
        return new Api(
                client.build(),
                url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
                credentials,
                timeout,
                longTimeout);
    }

    /** The same broker for somebody else. */
    public Api as(Credentials other) {
        return new Api(client, url, other, timeout, longTimeout);
    }

    public JsonNode get(ApiPath path) {
        return json(send(ApiRequest.of("GET", path, Map.of()), timeout));
    }

    /** The same for an answer that the broker may hold back so long on purpose. */
    public JsonNode get(ApiPath path, Duration heldBack) {
        return json(send(ApiRequest.of("GET", path, Map.of()), timeout.plus(heldBack)));
    }

    /** Empty if there is no such object. */
    public Optional<JsonNode> find(ApiPath path) {
        try {
            return Optional.of(get(path));
        } catch (ApiException e) {
            if (e.status() == ApiException.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The octets of an answer as they come. */
    public byte[] read(ApiPath path) {
        return send(ApiRequest.of("GET", path, Map.of()), timeout).body();
    }

    public void put(ApiPath path, JsonNode body) {
        send(ApiRequest.of("PUT", path, body), timeout);
    }

    public JsonNode post(ApiPath path, JsonNode body) {
        return json(send(ApiRequest.of("POST", path, body), timeout));
    }

    /** The same for what may keep the broker busy for minutes. */
    public JsonNode postLong(ApiPath path, JsonNode body) {
        return json(send(ApiRequest.of("POST", path, body), longTimeout));
    }

    /** Posts JSON as it stands in a file, of which there may be much to do. */
    public JsonNode postJson(ApiPath path, byte[] body) {
        return json(send(ApiRequest.of("POST", path, body), longTimeout));
    }

    public void delete(ApiPath path) {
        delete(path, Map.of());
    }

    public void delete(ApiPath path, Map<String, String> headers) {
        send(ApiRequest.of("DELETE", path, headers), timeout);
    }

    private HttpResponse<byte[]> send(ApiRequest request, Duration wait) {
        HttpResponse<byte[]> response;
        try {
            response = client.send(httpRequest(request, wait), BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            throw new CommandException(
                    ExitCode.TIMEOUT,
                    "no answer of " + url + " within " + wait.toSeconds() + " s to " + request.name()
                            + "; --timeout SECONDS waits longer");
        } catch (ConnectException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "no broker answers at " + url + "; is it running? --url names another");
        } catch (SSLHandshakeException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE,
                    "the certificate of " + url + " is not taken: " + cause(e) + "; --ca-file names its authority");
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "the connection to " + url + " broke at " + request.name() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted at " + request.name());
        }
        if (response.statusCode() >= FIRST_REFUSAL) {
            throw new ApiException(
                    response.statusCode(),
                    reason(response),
                    request.name(),
                    credentials.toString(),
                    request.path().subject());
        }
        return response;
    }

    /** What lies at the bottom of it. */
    private static String cause(Throwable failure) {
        return failure.getCause() == null ? String.valueOf(failure.getMessage()) : cause(failure.getCause());
    }

    private HttpRequest httpRequest(ApiRequest request, Duration wait) {
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(URI.create(url + request.path().text()));
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("'" + url + "' is no URL of a broker, such as http://127.0.0.1:15672");
        }
        builder.method(request.method(), request.body()).timeout(wait).header("Authorization", credentials.header());
        request.headers().forEach((name, value) -> builder.header(name, headerValue(value)));
        return builder.build();
    }

    /** A header holds one line. */
    private static String headerValue(String value) {
        return value.replaceAll("\\p{Cntrl}+", " ");
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        if (response.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(response.body());
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "what answers at " + url + " is no broker: its answer is no JSON");
        }
    }

    /** What the broker says about its refusal: {@code reason} of its JSON, or nothing that can be told. */
    private static String reason(HttpResponse<byte[]> response) {
        try {
            JsonNode body = Json.read(response.body());
            JsonNode reason = body.path("reason");
            return reason.isMissingNode()
                    ? body.path("error").asText()
                    : reason.isTextual() ? reason.asText() : reason.toString();
        } catch (IOException e) {
            return "";
        }
    }
}
