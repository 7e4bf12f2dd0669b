package io.leveret.dist.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.leveret.dist.tls.TestCertificates;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server of documents over HTTPS on a free port of this host, such as an issuer of tokens has. */
public final class TestIssuer implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TestCertificates certificates;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What is said to who asks for a document. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private TestIssuer(HttpsServer server, TestCertificates certificates) {
        this.server = server;
        this.certificates = certificates;
    }

    public static TestIssuer start(Path directory) throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        X509Bundle own = certificates.server("issuer");
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(own.toKeyManagerFactory().getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TestIssuer issuer = new TestIssuer(server, certificates);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(issuer.threads);
        server.createContext("/", issuer::answer);
        server.start();
        return issuer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            answers.getOrDefault(path, unknown -> unknown.sendResponseHeaders(404, -1))
                    .to(exchange);
        }
    }

    /** Who vouches for this server. */
    public Path authority() {
        return certificates.trusted();
    }

    public URI address(String path) {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    public void serve(String path, String document) {
        byte[] octets = document.getBytes(StandardCharsets.UTF_8);
        answer(path, exchange -> {
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        });
    }

    void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** The documents that were asked for so far. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
