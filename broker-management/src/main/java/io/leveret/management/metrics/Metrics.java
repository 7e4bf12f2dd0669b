package io.leveret.management.metrics;

import io.leveret.core.node.Node;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.NodeFacts;
import io.leveret.management.broker.Problem;
import io.leveret.management.gauge.Gauges;
import io.leveret.management.http.Access;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Route;
import io.leveret.management.metrics.ScrapeRequest.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoints for Prometheus: on a port of their own without a login, as RabbitMQ has them, and on management's port for who may monitor. Equal requests within a second
 * share one answer, so that no number of scrapers weighs on the cores. Owner: management.
 */
public final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final long FRESH_MILLIS = 1_000;

    /** Different requests at once; more are told to come again. As many answers are kept at the most. */
    private static final int MOST_ANSWERS = 8;

    /** Larger answers are shared by who asks while they are made, and not kept. */
    private static final int MOST_KEPT_OCTETS = 8 << 20;

    private final Vertx vertx;
    private final ManagementLoop loop;
    private final NodeFacts facts;
    private final Gauges gauges;
    private final Collector collector;
    private final Map<ScrapeRequest, Future<Buffer>> answers = new HashMap<>();

    public Metrics(Vertx vertx, ManagementLoop loop, Node node, NodeFacts facts, Gauges gauges) {
        this.vertx = vertx;
        this.loop = loop;
        this.facts = facts;
        this.gauges = gauges;
        this.collector = new Collector(loop, node, System::currentTimeMillis);
    }

    /** For management's port. */
    public List<Route> routes() {
        return Arrays.stream(Kind.values())
                .map(kind -> Route.get(kind.path(), Access.MONITORING, request -> scrape(kind, request.http())))
                .toList();
    }

    /** For the port of metrics alone. */
    public Router router() {
        Router router = Router.router(vertx);
        for (Kind kind : Kind.values()) {
            router.get(kind.path()).handler(context -> answer(kind, context));
        }
        return router;
    }

    private void answer(Kind kind, RoutingContext context) {
        scrape(kind, context.request())
                .onSuccess(reply -> {
                    reply.headers().forEach(context.response()::putHeader);
                    context.response().end(reply.body());
                })
                .onFailure(cause -> {
                    if (cause instanceof Problem problem) {
                        context.response().setStatusCode(problem.status()).end(problem.reason() + "\n");
                    } else {
                        LOG.error("metrics failed; please report this with the log", cause);
                        context.response().setStatusCode(500).end("internal error, see the broker's log\n");
                    }
                });
    }

    private Future<Reply> scrape(Kind kind, HttpServerRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        ScrapeRequest scrape = ScrapeRequest.of(kind, request.params(), accept);
        return text(scrape)
                .map(text ->
                        new Reply(200, Map.of("Content-Type", Exposition.contentType(scrape.openMetrics())), text));
    }

    private Future<Buffer> text(ScrapeRequest request) {
        Future<Buffer> shared = answers.get(request);
        if (shared != null) {
            return shared;
        }
        if (answers.size() >= MOST_ANSWERS) {
            answers.values().removeIf(Future::isComplete);
        }
        if (answers.size() >= MOST_ANSWERS) {
            return Future.failedFuture(Problem.busy("too many different scrapes at once, try again later"));
        }
        Future<Buffer> text = collector
                .collect(request)
                .compose(collected -> vertx.executeBlocking(() -> {
                    Scrape scrape = new Scrape(request, collected, facts, gauges.read());
                    return Buffer.buffer(
                            Exposition.write(scrape.metrics(), scrape.messageSizes(), request.openMetrics()));
                }));
        answers.put(request, text);
        return text.onComplete(made -> {
            if (made.succeeded() && made.result().length() <= MOST_KEPT_OCTETS) {
                loop.after(FRESH_MILLIS, () -> answers.remove(request, text));
            } else {
                answers.remove(request, text);
            }
        });
    }
}
