package io.leveret.management.action;

import io.leveret.core.ExchangeDeclaration;
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

/** Declares and deletes exchanges. Owner: management. */
final class ExchangeEndpoints {
    private static final String ONE = "/api/exchanges/{vhost}/{exchange}";

    private final ManagementLoop loop;
    private final VhostCalls calls;

    ExchangeEndpoints(ManagementLoop loop, VhostCalls calls) {
        this.loop = loop;
        this.calls = calls;
    }

    List<Route> routes() {
        return List.of(
                Route.put(ONE, Access.MANAGEMENT, this::declare), Route.delete(ONE, Access.MANAGEMENT, this::delete));
    }

    private Future<Reply> declare(Request request) {
        VhostCalls.Caller caller = request.caller();
        String name = Names.exchange(request, "exchange");
        Fields body = Fields.of(request);
        String type = body.text("type", "");
        ExchangeDeclaration asked = new ExchangeDeclaration(
                name,
                type.isEmpty() ? "direct" : type,
                false,
                body.truth("durable", false),
                body.truth("auto_delete", false),
                body.truth("internal", false),
                body.arguments());
        return isThere(request, name)
                .compose(there -> calls.run(caller, (vhost, channel) -> {
                            vhost.declareExchange(channel, asked);
                            return true;
                        })
                        .map(declared -> Reply.put(!there)));
    }

    private Future<Reply> delete(Request request) {
        VhostCalls.Caller caller = request.caller();
        String name = Names.exchange(request, "exchange");
        boolean ifUnused = request.flag("if-unused");
        return isThere(request, name).compose(there -> {
            if (!there) {
                throw Problem.notFound();
            }
            return calls.run(caller, (vhost, channel) -> {
                        vhost.deleteExchange(channel, name, ifUnused);
                        return true;
                    })
                    .map(deleted -> Reply.noContent());
        });
    }

    private Future<Boolean> isThere(Request request, String name) {
        return loop.ask(answer -> request.visibleVhost().exchange(name, exchange -> answer.accept(exchange != null)));
    }
}
