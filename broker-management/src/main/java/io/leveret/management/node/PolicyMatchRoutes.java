package io.leveret.management.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.core.CoreReader;
import io.leveret.core.error.ChangeRefusedException;
import io.leveret.core.message.FieldTable;
import io.leveret.core.policy.ApplyTo;
import io.leveret.core.policy.Policy;
import io.leveret.core.view.PolicyMatches;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Fields;
import io.leveret.management.http.Json;
import io.leveret.management.http.Request;
import io.leveret.management.http.Route;
import io.vertx.core.Future;
import java.util.List;

/** Tells what a policy would be for, before somebody makes it. Owner: management. */
final class PolicyMatchRoutes {
    private final ManagementLoop loop;

    PolicyMatchRoutes(ManagementLoop loop) {
        this.loop = loop;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/leveret/policies/{vhost}/match", Access.POLICYMAKER, this::match));
    }

    private Future<ObjectNode> match(Request request) {
        CoreReader reader = Sight.changeableVhost(request);
        Policy policy = policy(Fields.of(request, "pattern"));
        return loop.<PolicyMatches>ask(answer -> reader.matches(policy, answer)).map(PolicyMatchRoutes::json);
    }

    private static Policy policy(Fields body) {
        try {
            ApplyTo applyTo = ApplyTo.of(body.text("apply-to", "all"));
            return Policy.of("match", body.text("pattern"), applyTo, 0, FieldTable.EMPTY);
        } catch (ChangeRefusedException e) {
            throw Problem.of(e);
        }
    }

    private static ObjectNode json(PolicyMatches matches) {
        if (matches.problem() != null) {
            throw Problem.badRequest(matches.problem());
        }
        ObjectNode json = Json.object();
        matches.queues().forEach(json.putArray("queues")::add);
        json.put("queue_count", matches.queueCount());
        matches.exchanges().forEach(json.putArray("exchanges")::add);
        return json.put("exchange_count", matches.exchangeCount());
    }
}
