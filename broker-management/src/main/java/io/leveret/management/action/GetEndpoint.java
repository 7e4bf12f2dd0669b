package io.leveret.management.action;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.leveret.core.channel.Outcome;
import io.leveret.core.error.AmqpException;
import io.leveret.core.error.ReplyCode;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.broker.VhostCalls;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** Gets messages of a queue, which stay in it or not. Owner: management. */
final class GetEndpoint {
    private static final Map<String, Outcome> OUTCOMES = Map.of(
            "ack_requeue_true", Outcome.REQUEUE,
            "reject_requeue_true", Outcome.REQUEUE,
            "ack_requeue_false", Outcome.ACK,
            "reject_requeue_false", Outcome.REJECT);

    /** Requests that gather messages, each {@link Getting#MOST_PAYLOAD} of them; more are told to come again. */
    private static final int MOST_AT_ONCE = 16;

    private final ManagementLoop loop;
    private final VhostCalls calls;
    private int gathering;

    GetEndpoint(ManagementLoop loop, VhostCalls calls) {
        this.loop = loop;
        this.calls = calls;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/queues/{vhost}/{queue}/get", Access.MANAGEMENT, this::get));
    }

    private Future<ArrayNode> get(Request request) {
        VhostCalls.Caller caller = request.caller();
        Getting.Wanted wanted = wanted(request);
        if (gathering >= MOST_AT_ONCE) {
            throw Problem.busy("others are just getting messages, try again later");
        }
        gathering++;
        return new Getting(calls, caller, wanted)
                .start(loop)
                .onComplete(done -> gathering--)
                .recover(failure -> Future.failedFuture(inFull(failure)));
    }

    private static Getting.Wanted wanted(Request request) {
        Fields fields = Fields.of(request, "ackmode", "count", "encoding");
        Outcome outcome = OUTCOMES.get(fields.text("ackmode"));
        if (outcome == null) {
            throw Problem.badRequest("ackmode is one of ack_requeue_true, ack_requeue_false, reject_requeue_true, "
                    + "reject_requeue_false");
        }
        String encoding = fields.text("encoding");
        if (!encoding.equals("auto") && !encoding.equals("base64")) {
            throw Problem.badRequest("Unsupported encoding. Please use auto or base64.");
        }
        return new Getting.Wanted(
                request.path("queue"),
                fields.count("count", 0),
                outcome,
                fields.count("truncate", Integer.MAX_VALUE),
                encoding.equals("auto"));
    }

    /** RabbitMQ tells here what an AMQP client would get, with the name of the code. */
    private static Throwable inFull(Throwable failure) {
        return failure instanceof Problem problem
                        && problem.getCause() instanceof AmqpException refused
                        && refused.replyCode() == ReplyCode.NOT_FOUND
                ? new Problem(problem.status(), problem.error(), refused.replyText())
                : failure;
    }
}
