package io.leveret.management.http;

import io.leveret.core.access.Authenticator;
import io.leveret.core.node.Node;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
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

    /** Requests that are being answered, until the client has taken the answer; more are told to come again. */
    private static final int MOST_REQUESTS = 256;

    private static final String UNREAD = "too many answers wait to be read, try again later";

    private final Vertx vertx;
    private final ManagementLoop loop;
    private final LoginCheck logins;
    private final List<Route> routes;
    private final Answers answers;
    private int open;

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
        this.answers = new Answers(loop, Answers.Bounds.USUAL);
        this.routes = List.copyOf(routes);
    }

    /** Origins whose pages may use the API, and the largest body, in octets. */
    public record Limits(List<String> corsOrigins, long bodyBytes) {}

    /** A router for all that is below {@code /api}. */
    public Router router(Limits limits) {
        Router router = Router.router(vertx);
        BodyReader bodies = new BodyReader(loop, BodyReader.Bounds.of(limits.bodyBytes()));
        router.route("/api/*").handler(bodies::holdBack);
        router.route("/api/*").handler(Api::head);
        if (!limits.corsOrigins().isEmpty()) {
            router.route("/api/*").handler(cors(limits.corsOrigins()));
        }
        router.get("/api/auth").handler(Api::pageLogin);
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (Route route : routes) {
            String path = route.path().replaceAll("\\{(\\w+)}", ":$1");
            Set<String> known = methods.computeIfAbsent(path, first -> new TreeSet<>(Set.of("OPTIONS")));
            known.add(route.method().name());
            router.route(route.method(), path).handler(context -> serve(route, bodies, context));
            if (route.method().equals(HttpMethod.GET)) {
                known.add("HEAD");
                router.route(HttpMethod.HEAD, path).handler(context -> serve(route, bodies, context));
            }
        }
        methods.forEach((path, known) ->
                router.route(path).handler(context -> otherMethod(context, String.join(", ", known))));
        router.route("/api/*").handler(context -> Answers.fail(context, Problem.notFound()));
        answerFailures(router);
        return router;
    }

    /** Lets a router answer what it refuses itself in our form, and log nothing of it but what is a bug. It asks the routers within it for nothing of that. */
    public static void answerFailures(Router router) {
        for (int status : new int[] {400, 404, 405, 500}) {
            router.errorHandler(status, context -> failed(context, status));
        }
    }

    private static void head(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Vary", "accept, accept-encoding, origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        context.next();
    }

    /** What RabbitMQ's page asks before anybody has logged in: whether it should send its user to where tokens are made. Ours asks for name and password. */
    private static void pageLogin(RoutingContext context) {
        context.response().putHeader("Content-Type", "application/json").end("{\"oauth_enabled\":false}");
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
            Answers.fail(
                    context,
                    new Problem(405, "method_not_allowed", method + " is not allowed here; allowed are " + known));
        }
    }

    private void serve(Route route, BodyReader bodies, RoutingContext context) {
        if (open >= MOST_REQUESTS) {
            Answers.fail(context, Problem.busy("too many requests are being answered, try again later"));
            return;
        }
        if (answers.full()) {
            Answers.fail(context, Problem.busy(UNREAD));
            return;
        }
        Place place = new Place();
        logins.login(context.request())
                .compose(login -> letIn(route, login))
                .compose(login -> bodies.read(context).map(login))
                .compose(login -> route.endpoint().answer(new Request(context, login, () -> {
                    place.leave();
                    bodies.drop(context);
                })))
                .onComplete(done -> {
                    bodies.drop(context);
                    if (done.succeeded()) {
                        write(context, place, done.result());
                    } else {
                        // Such an answer is short, and a connection holds few: it needs no place.
                        place.leave();
                        Answers.fail(context, problem(context, done.cause()));
                    }
                });
    }

    private void write(RoutingContext context, Place place, Object answer) {
        if (!place.taken && answers.full()) {
            // Of those that waited without a place many may end at the same time.
            Answers.refuse(answer);
            Answers.fail(context, Problem.busy(UNREAD));
            return;
        }
        try {
            answers.write(context, answer).onComplete(written -> place.leave());
        } catch (RuntimeException e) {
            place.leave();
            Answers.refuse(answer);
            Answers.fail(context, problem(context, e));
        }
    }

    /** The place of a request among those whose answers are being made or read. Owner: management. */
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

    private static Future<Login> letIn(Route route, Login login) {
        if (!login.is(Access.MANAGEMENT)) {
            throw Problem.notAuthorised("Not management user");
        }
        if (!login.is(route.access())) {
            throw Problem.notAuthorised("Not " + route.access().tag() + " user");
        }
        return Future.succeededFuture(login);
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

    private static void failed(RoutingContext context, int status) {
        Answers.fail(
                context,
                switch (status) {
                    case 404 -> Problem.notFound();
                    case 405 -> new Problem(405, "method_not_allowed", "this path has no such method");
                    case 500 -> problem(context, context.failure());
                    default -> Problem.badRequest("the request can't be read");
                });
    }
}
