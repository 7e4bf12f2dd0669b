package io.leveret.management;

import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.http.Api;
import io.leveret.management.http.Escapes;
import io.leveret.management.http.Route;
import io.leveret.management.metrics.Metrics;
import io.leveret.management.overview.Listeners;
import io.leveret.management.web.WebPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves management over HTTP, on one event loop of its own and a few workers that check passwords. Owner: node. */
public final class ManagementServer {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int WORKERS = 2;
    private static final int STOP_SECONDS = 3;
    private static final int LARGEST_HEADERS = 16_384;
    private static final int LONGEST_REQUEST_LINE = 8_192;

    /** More than an answer may take: a backup, or moving millions of messages. Who has asked nothing is not waited for so long. */
    private static final int IDLE_SECONDS = 900;

    private final Vertx vertx;
    private final ManagementLoop loop;
    private final Listeners listeners;
    private final List<HttpServer> secured = new CopyOnWriteArrayList<>();
    private int port;
    private int metricsPort;

    private ManagementServer(Vertx vertx, NodeFacts facts) {
        this.vertx = vertx;
        this.listeners = new Listeners(facts);
        this.loop = new ManagementLoop(vertx.getOrCreateContext());
    }

    /** Returns when it listens; throws {@link ManagementBindException} if it can't. */
    public static ManagementServer start(ManagementSettings settings, Surroundings surroundings) {
        Vertx vertx = vertx();
        ManagementServer server = new ManagementServer(vertx, surroundings.facts());
        try {
            server.listen(settings, surroundings);
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    /** One event loop, and a few workers. */
    static Vertx vertx() {
        return Vertx.builder()
                .withTransport(HeapTransport.make())
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(WORKERS)
                        .setInternalBlockingPoolSize(WORKERS))
                .build();
    }

    private void listen(ManagementSettings settings, Surroundings surroundings) {
        if (settings.certificate() != null) {
            noteCertificate(settings.certificate());
        }
        Metrics metrics = new Metrics(vertx, loop, surroundings.node(), surroundings.facts(), surroundings.gauges());
        List<Route> routes = new ArrayList<>(new Endpoints(vertx, loop, surroundings, listeners).routes());
        routes.addAll(metrics.routes());
        Api api = new Api(
                vertx, loop, surroundings.node(), surroundings.authenticator(), surroundings.operatorToken(), routes);
        ManagementSettings.Listener listener = settings.management();
        if (listener != null) {
            Router router = Router.router(vertx);
            Api.Limits limits = new Api.Limits(settings.corsOrigins(), settings.bodyBytes());
            new WebPage(settings.pathPrefix()).addTo(router);
            router.route(settings.pathPrefix() + "/*").subRouter(api.router(limits));
            port = listen("management", listener, settings.certificate(), router);
            announce(listener.tls() ? "https" : "http", listener, port);
        }
        if (settings.metrics() != null) {
            metricsPort = listen("metrics", settings.metrics(), settings.certificate(), metrics.router());
            announce(
                    settings.metrics().tls() ? "https/prometheus" : "http/prometheus", settings.metrics(), metricsPort);
        }
    }

    private void announce(String protocol, ManagementSettings.Listener listener, int actual) {
        for (String host : listener.hosts()) {
            loop.execute(() -> listeners.add(new NodeFacts.Listener(protocol, host, actual)));
        }
    }

    private int listen(
            String what, ManagementSettings.Listener listener, @Nullable HttpCertificate certificate, Router router) {
        int port = listener.port();
        OpenConnections connections = new OpenConnections(what, loop, OpenConnections.Bounds.USUAL);
        router.route().order(-1).handler(connections); // before all others
        Api.answerFailures(router);
        for (String host : listener.hosts()) {
            HttpServer server = server(listener.tls() ? certificate : null)
                    .connectionHandler(connections::opened)
                    .requestHandler(Escapes.before(router));
            port = await(what, host, port, server.listen(port, host)).actualPort();
        }
        LOG.info("{} listening port={}", what, port);
        return port;
    }

    private HttpServer server(@Nullable HttpCertificate certificate) {
        if (certificate == null) {
            return vertx.createHttpServer(options());
        }
        HttpServer server = vertx.createHttpServer(HttpTls.secured(options(), certificate));
        secured.add(server);
        return server;
    }

    /** From now on listeners with TLS show this to new connections. May be called on any thread. */
    public void certificate(HttpCertificate certificate) {
        noteCertificate(certificate);
        for (HttpServer server : secured) {
            server.updateSSLOptions(HttpTls.options(certificate))
                    .onFailure(failure -> LOG.error("a changed certificate is not shown to new connections", failure));
        }
    }

    private void noteCertificate(HttpCertificate certificate) {
        Instant until = certificate.chain().get(0).getNotAfter().toInstant();
        loop.execute(() -> listeners.certificateUntil(until));
    }

    /** How every listener takes requests. */
    static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize(LARGEST_HEADERS)
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(false) // a body is asked for when its sender was let in
                .setHttp2ClearTextEnabled(false) // its streams would need bounds of their own
                .setCompressionSupported(true);
    }

    private static HttpServer await(String what, String host, int port, Future<HttpServer> started) {
        try {
            return started.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new ManagementBindException(
                    "cannot listen for " + what + " on " + host + ":" + port + ": no answer", e);
        } catch (RuntimeException e) {
            throw new ManagementBindException(
                    "cannot listen for " + what + " on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /** The port of the management listener, for who asked for any; 0 if it is off. */
    public int port() {
        return port;
    }

    /** The port of the listener for metrics; 0 if it is off. */
    public int metricsPort() {
        return metricsPort;
    }

    /** Ends all requests and connections. */
    public void stop() {
        try {
            vertx.close().await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("management did not end within {} s", STOP_SECONDS);
        }
    }
}
