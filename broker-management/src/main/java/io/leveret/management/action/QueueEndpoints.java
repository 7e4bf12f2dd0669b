package io.leveret.management.action;

import io.leveret.core.QueueDeclaration;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Reply;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Declares, empties and deletes queues. Owner: management. */
final class QueueEndpoints {
    private static final String ONE = "/api/queues/{vhost}/{queue}";

    /** Of mirrored queues, which RabbitMQ had; there is nothing to do. */
    private static final Set<String> OLD_ACTIONS = Set.of("sync", "cancel_sync");

    private final ManagementLoop loop;
    private final VhostCalls calls;

    QueueEndpoints(ManagementLoop loop, VhostCalls calls) {
        this.loop = loop;
        this.calls = calls;
    }

    List<Route> routes() {
        return List.of(
                Route.put(ONE, Access.MANAGEMENT, this::declare),
                Route.delete(ONE, Access.MANAGEMENT, this::delete),
                Route.delete(ONE + "/contents", Access.MANAGEMENT, this::purge),
                Route.post(ONE + "/actions", Access.MANAGEMENT, this::act));
    }

    private Future<Reply> declare(Request request) {
        VhostCalls.Caller caller = request.caller();
        String name = Names.queue(request, "queue");
        Fields body = Fields.of(request);
        QueueDeclaration asked = new QueueDeclaration(
                name, false, body.truth("durable", false), false, body.truth("auto_delete", false), body.arguments());
        return isThere(request, name)
                .compose(there -> calls.run(caller, (vhost, channel) -> vhost.declareQueue(channel, asked))
                        .map(declared -> Reply.put(!there)));
    }

    private Future<Reply> delete(Request request) {
        String name = request.path("queue");
        boolean ifUnused = request.flag("if-unused");
        boolean ifEmpty = request.flag("if-empty");
        return change(request, name, (vhost, channel) -> vhost.deleteQueue(channel, name, ifUnused, ifEmpty));
    }

    private Future<Reply> purge(Request request) {
        String name = request.path("queue");
        return change(request, name, (vhost, channel) -> vhost.purgeQueue(channel, name));
    }

    private Future<Reply> act(Request request) {
        String action = Fields.of(request, "action").text("action");
        if (!OLD_ACTIONS.contains(action)) {
            throw Problem.badRequest("unknown action '" + action + "'");
        }
        request.caller();
        return isThere(request, request.path("queue")).map(there -> {
            if (!there) {
                throw Problem.notFound();
            }
            return Reply.noContent();
        });
    }

    private Future<Reply> change(Request request, String name, VhostCalls.Question<?> change) {
        VhostCalls.Caller caller = request.caller();
        return isThere(request, name).compose(there -> {
            if (!there) {
                throw Problem.notFound();
            }
            return calls.run(caller, change).map(changed -> Reply.noContent());
        });
    }

    private Future<Boolean> isThere(Request request, String name) {
        return loop.ask(answer -> request.visibleVhost().queue(name, queue -> answer.accept(queue != null)));
    }
}
