package io.leveret.management.http;

import io.leveret.core.access.Authenticator;
import io.leveret.core.node.Node;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in, finds their endpoints and writes their answers. Owner: management. */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    /** Requests that are being answered; more are told to come again. */
    private static final int MOST_REQUESTS = 256;

    /** Long arrays that are being written. */
    private static final int MOST_ARRAYS = 16;

    private final Vertx vertx;
    private final ManagementLoop loop;
    private final LoginCheck logins;
    private final List<Route> routes;
    private int open;
    private int arrays;

    /** {@code token} is the operator's; an empty one lets nobody in. */
    public Api(
            Vertx vertx,
            ManagementLoop loop,
            Node node,
            Authenticator authenticator,
            String token,
            List<Route> routes) {
        this.vertx = vertx;
        this.loop = loop;
        this.logins = new LoginCheck(vertx, loop, node, authenticator, token);
        this.routes = List.copyOf(routes);
    }

    /** Origins whose pages may use the API, and the largest body, in octets. */
    public record Limits(List<String> corsOrigins, long bodyBytes) {}

    /** A router for all that is below {@code /api}. */
    public Router router(Limits limits) {
        Router router = Router.router(vertx);
        router.route("/api/*").handler(Api::head);
        if (!limits.corsOrigins().isEmpty()) {
            router.route("/api/*").handler(cors(limits.corsOrigins()));
        }
        router.route("/api/*").handler(new BodyReader(limits.bodyBytes()));
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            String path = route.path().replaceAll("\\{(\\w+)}", ":$1");
            Set<String> known = methods.computeIfAbsent(path, first -> new TreeSet<>(Set.of("OPTIONS")));
            known.add(route.method().name());
            router.route(route.method(), path).handler(context -> serve(route, context));
            if (route.method().equals(HttpMethod.GET)) {
                known.add("HEAD");
                router.route(HttpMethod.HEAD, path).handler(context -> serve(route, context));
            }
        }
        methods.forEach((path, known) ->
                router.route(path).handler(context -> otherMethod(context, String.join(", ", known))));
        router.route("/api/*").handler(context -> fail(context, Problem.notFound()));
        for (int status : new int[] {400, 404, 405, 413, 500}) {
            router.errorHandler(status, context -> failed(context, status));
        }
        return router;
    }

    private static void head(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Vary", "accept, accept-encoding, origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        context.next();
    }

    private static CorsHandler cors(List<String> origins) {
        CorsHandler cors = CorsHandler.create()
                .allowCredentials(!origins.contains("*"))
                .maxAgeSeconds(1800)
                .allowedHeaders(Set.of("Authorization", "Content-Type", "X-Requested-With"))
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE));
        return origins.contains("*") ? cors.addOrigin("*") : cors.addOrigins(origins);
    }

    /** Tells which methods a path has (RFC 9110 §9.3.7, §15.5.6). */
    private static void otherMethod(RoutingContext context, String known) {
        HttpMethod method = context.request().method();
        context.response().putHeader("Allow", known);
        if (method.equals(HttpMethod.OPTIONS)) {
            context.response().end();
        } else {
            fail(
                    context,
                    new Problem(405, "method_not_allowed", method + " is not allowed here; allowed are " + known));
        }
    }

    private void serve(Route route, RoutingContext context) {
        if (open >= MOST_REQUESTS) {
            fail(context, Problem.busy("too many requests are being answered, try again later"));
            return;
        }
        Place place = new Place();
        logins.login(context.request())
                .compose(login -> answer(route, new Request(context, login, place::leave)))
                .onComplete(done -> {
                    place.leave();
                    if (done.succeeded()) {
                        write(context, done.result());
                    } else {
                        fail(context, problem(context, done.cause()));
                    }
                });
    }

    /** The place of a request among those that are being answered. Owner: management. */
    private final class Place {
        private boolean taken = true;

        Place() {
            open++;
        }

        void leave() {
            if (taken) {
                taken = false;
                open--;
            }
        }
    }

    private static Future<?> answer(Route route, Request request) {
        Login login = request.login();
        if (!login.is(Access.MANAGEMENT)) {
            throw Problem.notAuthorised("Not management user");
        }
        if (!login.is(route.access())) {
            throw Problem.notAuthorised("Not " + route.access().tag() + " user");
        }
        return route.endpoint().answer(request);
    }

    private static Problem problem(RoutingContext context, Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        LOG.error(
                "management request failed; please report this with the log request=\"{} {}\"",
                context.request().method(),
                context.request().path(),
                cause);
        return Problem.internal();
    }

    private void write(RoutingContext context, Object answer) {
        HttpServerResponse response = context.response();
        LazyArray array = LazyArray.of(answer);
        if (answer instanceof Reply reply) {
            write(context, reply);
        } else if (array != null) {
            write(context, array);
        } else if (!response.ended() && !response.closed()) {
            response.putHeader("Content-Type", "application/json");
            end(context, Json.write(answer));
        }
    }

    private void write(RoutingContext context, LazyArray array) {
        if (arrays >= MOST_ARRAYS) {
            fail(context, Problem.busy("too many long lists are being written, ask for pages or try again later"));
            return;
        }
        HttpServerResponse response = context.response();
        response.putHeader("Content-Type", "application/json");
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        arrays++;
        boolean[] ended = new boolean[1];
        new ArrayWriter(loop, response, array, () -> {
                    arrays -= ended[0] ? 0 : 1;
                    ended[0] = true;
                })
                .start();
    }

    private static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            reply.sent().accept(false);
            return;
        }
        reply.headers().forEach(response::putHeader);
        response.setStatusCode(reply.status());
        end(context, reply.body() == null ? Buffer.buffer() : reply.body())
                .onComplete(done -> reply.sent().accept(done.succeeded()));
    }

    private static Future<Void> end(RoutingContext context, Buffer body) {
        if (context.request().method().equals(HttpMethod.HEAD)) {
            return context.response()
                    .putHeader("Content-Length", String.valueOf(body.length()))
                    .end();
        }
        return context.response().end(body);
    }

    private static void failed(RoutingContext context, int status) {
        fail(
                context,
                switch (status) {
                    case 404 -> Problem.notFound();
                    case 405 -> new Problem(405, "method_not_allowed", "this path has no such method");
                    case 413 ->
                        new Problem(413, "payload_too_large", "the body is larger than leveret.management.body-size");
                    case 500 -> problem(context, context.failure());
                    default -> Problem.badRequest("the request can't be read");
                });
    }

    static void fail(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        boolean asksBrowser = problem.status() == 401 && context.request().getHeader("X-Requested-With") == null;
        if (asksBrowser) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"Leveret Management\"");
        }
        response.setStatusCode(problem.status()).putHeader("Content-Type", "application/json");
        end(context, Json.write(Json.object().put("error", problem.error()).put("reason", problem.reason())));
    }
}
