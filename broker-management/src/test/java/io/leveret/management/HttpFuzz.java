package io.leveret.management;

import io.leveret.core.fuzz.LoggedErrors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fuzz target: HTTP, management's and metrics'. The first octet says who asks whom, the second how; then come the path, for a stranger what stands behind
 * {@code Authorization:}, each with a line feed at its end, and the body. Or the rest is octets as they are. No request may fail for a bug of ours, or keep others from
 * being answered.
 */
public final class HttpFuzz {
    private static final LoggedErrors ERRORS = LoggedErrors.watch();

    /** Then a new broker begins, lest what was declared makes the requests slow and what they find random. */
    private static final int MOST_REQUESTS = 500;

    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW");
    private static final String GUEST =
            "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));
    private static final int WHO = 0b011;
    private static final int METRICS = 0b100;
    private static final int HEADER = 2;
    private static final int MOST_SECONDS = 30;

    private static HttpFuzz current = new HttpFuzz();

    private final TestServer server = new TestServer();
    private final HttpLine management = new HttpLine(server.port());
    private final HttpLine metrics = new HttpLine(server.metricsPort());
    private int requests;

    private HttpFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEADER) {
            return;
        }
        try {
            current().fuzz(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ERRORS.check();
    }

    private static HttpFuzz current() throws IOException {
        if (current.requests >= MOST_REQUESTS) {
            current.close();
            current = new HttpFuzz();
        }
        current.requests++;
        return current;
    }

    private void close() throws IOException {
        management.close();
        metrics.close();
        server.close();
    }

    private void fuzz(byte[] input) throws IOException {
        HttpLine line = (input[0] & METRICS) == 0 ? management : metrics;
        String method = METHODS.get(input[1] & 7);
        byte[] rest = Arrays.copyOfRange(input, HEADER, input.length);
        switch (input[0] & WHO) {
            case 0 -> ask(line, method, "Bearer " + TestServer.TOKEN, rest);
            case 1 -> ask(line, method, GUEST, rest);
            case 2 -> {
                int end = lineEnd(rest);
                byte[] others = Arrays.copyOfRange(rest, Math.min(rest.length, end + 1), rest.length);
                ask(line, method, text(rest, end).replace('\r', ' '), others);
            }
            default -> check(line.shout(rest).contains("HTTP/1.1 500 ") ? 500 : 0, "what was shouted");
        }
    }

    private void ask(HttpLine line, String method, String authorization, byte[] rest) throws IOException {
        int end = lineEnd(rest);
        byte[] body = Arrays.copyOfRange(rest, Math.min(rest.length, end + 1), rest.length);
        String head = method + " " + (line == management ? "/api/" : "/") + path(rest, end)
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + authorization + "\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(head.getBytes(StandardCharsets.ISO_8859_1));
        request.write(body);
        HttpLine.Answer answer = line.ask(request.toByteArray(), method.equals("HEAD"));
        if (answer.status() < 0) {
            checkAlive();
        }
        check(answer.body().contains("backup_failed") ? 0 : answer.status(), answer.body());
    }

    private static int lineEnd(byte[] octets) {
        int end = 0;
        while (end < octets.length && octets[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String text(byte[] octets, int end) {
        return new String(octets, 0, end, StandardCharsets.ISO_8859_1);
    }

    /** What would end the request line is escaped. */
    private static String path(byte[] octets, int end) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < end; i++) {
            int octet = octets[i] & 0xff;
            if (octet > ' ' && octet < 0x7f) {
                path.append((char) octet);
            } else {
                path.append('%').append(String.format("%02X", octet));
            }
        }
        return path.toString();
    }

    private static void check(int status, String body) {
        if (status == 500) {
            ERRORS.check(); // which has the reason
            throw new AssertionError("500: " + body);
        }
    }

    /** An answer may come late, as some wait for what happens, but not everybody's. */
    private void checkAlive() {
        try {
            int status = server.operator()
                    .sendAsync("GET", "/api/whoami")
                    .get(MOST_SECONDS, TimeUnit.SECONDS)
                    .status();
            check(status, "whoami");
        } catch (InterruptedException | TimeoutException | ExecutionException e) {
            throw new AssertionError("nobody is answered any more", e);
        }
    }
}
