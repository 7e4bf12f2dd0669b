package io.leveret.management.action;

import io.leveret.core.CoreReader;
import io.leveret.core.channel.SessionSettings;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.core.node.Node;
import io.leveret.core.view.ConnectionView;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Closes connections of clients: one's own, or as an administrator anybody's. Owner: management. */
final class ConnectionEndpoints {
    private final ManagementLoop loop;
    private final Node node;

    /** A connection and the virtual host that it is in. */
    private record Found(String vhost, SessionSettings connection) {}

    ConnectionEndpoints(ManagementLoop loop, Node node) {
        this.loop = loop;
        this.node = node;
    }

    List<Route> routes() {
        return List.of(
                Route.delete("/api/connections/{name}", Access.MANAGEMENT, this::closeOne),
                Route.delete("/api/connections/username/{user}", Access.MANAGEMENT, this::closeOfUser));
    }

    private Future<Reply> closeOne(Request request) {
        String name = request.path("name");
        return find(request, name).compose(found -> {
            checkMayClose(request, found.connection().user().name());
            return close(
                            request,
                            found.vhost(),
                            connection -> connection.connectionName().equals(name))
                    .map(closed -> Reply.noContent());
        });
    }

    private Future<Reply> closeOfUser(Request request) {
        String user = request.path("user");
        checkMayClose(request, user);
        List<Future<Void>> all = request.login().node().readers().keySet().stream()
                .map(vhost -> close(
                        request, vhost, connection -> connection.user().name().equals(user)))
                .toList();
        return Future.all(all).map(closed -> Reply.noContent());
    }

    private Future<Found> find(Request request, String name) {
        List<Future<Optional<Found>>> searches = request.login().node().readers().entrySet().stream()
                .map(vhost -> find(vhost, name))
                .toList();
        return Future.all(searches)
                .map(done -> searches.stream()
                        .flatMap(search -> search.result().stream())
                        .findFirst()
                        .orElseThrow(Problem::notFound));
    }

    private Future<Optional<Found>> find(Map.Entry<String, CoreReader> vhost, String name) {
        return loop.list(vhost.getValue()::connections)
                .map(connections -> connections.stream()
                        .map(ConnectionView::settings)
                        .filter(connection -> connection.connectionName().equals(name))
                        .map(connection -> new Found(vhost.getKey(), connection))
                        .findFirst());
    }

    private static void checkMayClose(Request request, String owner) {
        if (!request.login().is(Access.ADMINISTRATOR)
                && !request.login().user().name().equals(owner)) {
            throw Problem.notAuthorised("User not authorised to access object");
        }
    }

    private Future<Void> close(Request request, String vhost, Predicate<SessionSettings> which) {
        String reason = request.header("X-Reason").orElse("Closed via management plugin");
        AmqpException why = new AmqpException(ReplyCode.CONNECTION_FORCED, reason);
        return loop.change(
                request.actor(),
                answer -> node.inVhost(vhost, answer, core -> core.closeConnections(which, why, answer)));
    }
}
