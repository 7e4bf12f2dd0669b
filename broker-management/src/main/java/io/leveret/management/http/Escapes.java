package io.leveret.management.http;

import io.leveret.management.broker.Problem;
import io.vertx.ext.web.RoutingContext;

/** Refuses paths in which percent signs escape nothing, before a router looks at them: it would log each with a stack, as a failure of its own. */
public final class Escapes {
    private Escapes() {}

    public static void check(RoutingContext context) {
        try {
            context.normalizedPath(); // which is kept for the routes
        } catch (IllegalArgumentException e) {
            Answers.fail(context, Problem.badRequest("the path can't be read: " + e.getMessage()));
            return;
        }
        context.next();
    }
}
