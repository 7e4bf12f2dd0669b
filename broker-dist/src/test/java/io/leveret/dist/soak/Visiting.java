package io.leveret.dist.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Asks management and scrapes metrics, one request a socket; makes a queue and deletes it. */
final class Visiting implements Client.Doing {
    private static final int PAUSE_MILLIS = 150;
    private static final String LOGIN =
            Base64.getEncoder().encodeToString("guest:guest".getBytes(StandardCharsets.UTF_8));

    /** Each is the method and the path of a request. */
    private static final List<String> REQUESTS = List.of(
            "GET /api/overview",
            "GET /api/queues?page=1&page_size=50",
            "GET /api/connections",
            "GET /api/channels",
            "GET /api/exchanges/%2F",
            "GET /api/bindings",
            "GET /api/consumers",
            "GET /api/nodes",
            "GET /api/definitions",
            "PUT /api/queues/%2F/" + Topology.VISITED,
            "DELETE /api/queues/%2F/" + Topology.VISITED);

    @Override
    public void live(Life life) throws Exception {
        int which = life.random().nextInt(REQUESTS.size() + 2);
        if (which < REQUESTS.size()) {
            ask(life, life.doors().management(), REQUESTS.get(which));
        } else {
            ask(life, life.doors().metrics(), which % 2 == 0 ? "GET /metrics" : "GET /metrics/per-object");
        }
        life.pause(PAUSE_MILLIS);
    }

    private void ask(Life life, int port, String request) throws Exception {
        Socket socket = life.connect(port);
        life.pause(1);
        OutputStream out = socket.getOutputStream();
        out.write(text(request).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        life.pause(1);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        boolean found = status.matches("HTTP/1.1 (2..|404)"); // another may have deleted it
        if (!found && !life.hasEnded()) {
            throw new IOException(request + " was answered by " + status);
        }
    }

    private static String text(String request) {
        String body = request.startsWith("PUT") ? "{\"durable\":true}" : "";
        return request + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + LOGIN
                + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
