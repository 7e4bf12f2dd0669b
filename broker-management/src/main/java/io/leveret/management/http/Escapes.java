package io.leveret.management.http;

import io.leveret.management.broker.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;

/** Refuses requests in whose path or query percent signs escape nothing, before anybody else looks: it would be taken for a failure of ours, and logged with a stack. */
public final class Escapes {
    private Escapes() {}

    public static void check(RoutingContext context) {
        if (isPathReadable(context.request().path()) && isQueryReadable(context)) {
            context.next();
        } else {
            Answers.fail(context, Problem.badRequest("the address has an escape that can't be read"));
        }
    }

    private static boolean isPathReadable(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            boolean whole = at + 2 < path.length();
            if (!whole || !HexFormat.isHexDigit(path.charAt(at + 1)) || !HexFormat.isHexDigit(path.charAt(at + 2))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isQueryReadable(RoutingContext context) {
        try {
            context.request().params(); // which are kept for who wants them later
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
