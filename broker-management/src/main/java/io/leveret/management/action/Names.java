package io.leveret.management.action;

import io.leveret.management.http.Request;
import io.leveret.management.http.ShortString;

/** The names of queues and exchanges in paths. */
final class Names {
    private static final String DEFAULT_EXCHANGE = "amq.default";

    private Names() {}

    static String queue(Request request, String variable) {
        return ShortString.checked("queue", request.path(variable));
    }

    /** The default exchange's name is empty, and has another where it must be named. */
    static String exchange(Request request, String variable) {
        String name = ShortString.checked("exchange", request.path(variable));
        return name.equals(DEFAULT_EXCHANGE) ? "" : name;
    }
}
