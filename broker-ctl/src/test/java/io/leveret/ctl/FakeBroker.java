package io.leveret.ctl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Answers requests with the answers it is given, one after the other, and remembers what it was asked. */
final class FakeBroker implements AutoCloseable {
    /** One answer. */
    record Answer(int status, String body) {}

    private static final Answer UNEXPECTED =
            new Answer(500, "{\"error\":\"unexpected\",\"reason\":\"no answer is left\"}");

    private final HttpServer server;
    private final Iterator<Answer> answers;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> logins = Collections.synchronizedList(new ArrayList<>());

    FakeBroker(List<Answer> answers) {
        this.answers = List.copyOf(answers).iterator();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, path and body of each request. */
    List<String> requests() {
        return requests;
    }

    /** The Authorization header of each request. */
    List<String> logins() {
        return logins;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String reason = exchange.getRequestHeaders().getFirst("X-Reason");
        requests.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body
                        + (reason == null ? "" : " X-Reason: " + reason))
                .replaceAll(" +", " ")
                .strip());
        logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.hasNext() ? answers.next() : UNEXPECTED;
        byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
