package io.leveret.ctl;

import io.leveret.ctl.error.CommandException;
import io.leveret.ctl.error.ExitCode;
import io.leveret.ctl.http.ApiException;

/** Says in a line what the broker's refusal means, to which object, and what to do. */
final class Refusal {
    private static final String LOGIN_FAILED = "Login failed";
    private static final String NOT_FOUND = "Not Found";
    private static final String NO_VHOST = "vhost_not_found";
    private static final int FIRST_DEFECT = 500;

    private Refusal() {}

    static CommandException explain(ApiException e) {
        String what = e.subject().text();
        String reason = e.reason().isEmpty() ? "" : ": " + e.reason();
        return switch (e.status()) {
            case ApiException.BAD_REQUEST ->
                new CommandException(
                        e.reason().contains("not_found") ? e.subject().exitCodeIfMissing() : ExitCode.DATA,
                        "the broker refuses this for " + what + reason);
            case ApiException.UNAUTHORIZED, ApiException.FORBIDDEN -> notAllowed(e, what, reason);
            case ApiException.NOT_FOUND -> missing(e);
            case ApiException.METHOD_NOT_ALLOWED ->
                new CommandException(
                        ExitCode.UNAVAILABLE, "the broker knows no " + e.request() + "; is it another version?");
            default ->
                new CommandException(
                        e.status() < FIRST_DEFECT || e.status() == ApiException.UNAVAILABLE
                                ? ExitCode.UNAVAILABLE
                                : ExitCode.FAILED,
                        "the broker answers " + e.status() + " to " + e.request() + reason);
        };
    }

    private static CommandException notAllowed(ApiException e, String what, String reason) {
        if (e.reason().isEmpty() || e.reason().contains(LOGIN_FAILED)) {
            return new CommandException(
                    ExitCode.NOT_ALLOWED,
                    "the broker does not let the " + e.who() + " in" + reason
                            + "; is the password right? --user and --password name another");
        }
        return new CommandException(
                ExitCode.NOT_ALLOWED,
                "the " + e.who() + " may not do this with " + what + reason + "; --user names another");
    }

    private static CommandException missing(ApiException e) {
        String reason = e.reason();
        int code = reason.startsWith(NO_VHOST) ? ExitCode.DATA : e.subject().exitCodeIfMissing();
        String why = reason.isEmpty() || reason.equalsIgnoreCase(NOT_FOUND) ? "" : ": " + reason;
        String further = e.request().contains("/api/leveret/") ? ", or the broker is no Leveret" : "";
        return new CommandException(code, "there is no " + e.subject().text() + why + further);
    }
}
